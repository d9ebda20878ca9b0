/**
 * What secrets look like that their makers have given a form of their own. Each pattern takes a bounded number of
 * characters from where it begins, or begins only where a run of its characters does: so a long text takes linear time.
 */
const FORMS: readonly { readonly what: string; readonly form: RegExp }[] = [
  { what: 'a private key', form: /-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY/ },
  { what: 'an AWS access key', form: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/ },
  { what: 'a Google API key', form: /(?<![\w-])AIza[\w-]{35}(?![\w-])/ },
  { what: 'a Google OAuth secret', form: /(?<![\w-])GOCSPX-[\w-]{28}/ },
  { what: 'a Google OAuth token', form: /(?<![\w-])ya29\.[\w-]{20}/ },
  { what: 'a GitHub token', form: /(?<![A-Za-z0-9])(?:gh[opusr]_[A-Za-z0-9]{36}|github_pat_\w{22})/ },
  { what: 'a GitLab token', form: /(?<![A-Za-z0-9])gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|soat|agent|imt)-[\w-]{20}/ },
  { what: 'a Slack token', form: /(?<![A-Za-z0-9])(?:xox[a-z]|xapp)-[A-Za-z0-9-]{16}/ },
  { what: 'a Slack webhook', form: /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9]{8,14}\/[A-Za-z0-9/]{16}/ },
  { what: 'a Stripe key', form: /(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{20}/ },
  { what: 'a SendGrid key', form: /(?<![A-Za-z0-9])SG\.[\w-]{22}\.[\w-]{43}/ },
  { what: 'an npm token', form: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/ },
  { what: 'a PyPI token', form: /(?<![A-Za-z0-9])pypi-AgEIcHlwaS5vcmc[\w-]{20}/ },
  { what: 'a Docker Hub token', form: /(?<![A-Za-z0-9])dckr_[po]at_[\w-]{20}/ },
  { what: 'a Vault token', form: /(?<![A-Za-z0-9])hv[bsr]\.[\w-]{24}/ },
  { what: 'a DigitalOcean token', form: /(?<![A-Za-z0-9])do[opr]_v1_[a-f0-9]{64}/ },
  { what: 'an Azure storage key', form: /AccountKey=[A-Za-z0-9+/]{86}==/ },
  { what: 'an Anthropic key', form: /(?<![A-Za-z0-9])sk-ant-[\w-]{24}/ },
  { what: 'an OpenAI key', form: /(?<![A-Za-z0-9])sk-(?:proj|svcacct|admin)-[\w-]{32}/ },
  { what: 'a Hugging Face token', form: /(?<![A-Za-z0-9])hf_[A-Za-z]{34}(?![A-Za-z0-9])/ },
  { what: 'an age key', form: /AGE-SECRET-KEY-1[A-Z0-9]{58}/ },
  { what: 'a JSON web token', form: /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10}/ },
];

/** Most texts have none of these, and are done with one pass. */
const BEGINNINGS =
  /PRIVATE KEY|A[KSBC][IC]A[A-Z0-9]|AIza|GOCSPX-|ya29\.|gh[opusr]_|github_pat_|gl[a-z]{2,5}-|xox|xapp-|hooks\.slack|k_live_|SG\.|npm_|pypi-|dckr_|hv[bsr]\.|do[opr]_v1_|AccountKey=|sk-|hf_|AGE-SECRET|eyJ|LS0tLS1CRUdJTi|:\/\//;

/** What of the known secrets a text holds, in words; never the secret itself. */
export function knownSecretIn(text: string): string | undefined {
  if (!BEGINNINGS.test(text)) return undefined;
  for (const { what, form } of FORMS) {
    const match = form.exec(text)?.[0];
    if (match !== undefined && !isFiller(match)) return what;
  }
  if (holdsEncodedKey(text)) return 'a private key in base64';
  return holdsPasswordInUrl(text) ? 'an address with a password' : undefined;
}

/** `ghp_xxxxxxxx…` of a manual. */
function isFiller(match: string): boolean {
  const tail = match.slice(-12);
  return new Set(tail).size <= 2;
}

/** Base64 of `-----BEGIN `: certificates begin so too, and are no secrets. */
const ENCODED = 'LS0tLS1CRUdJTi';

function holdsEncodedKey(text: string): boolean {
  for (let at = text.indexOf(ENCODED); at >= 0; at = text.indexOf(ENCODED, at + 1))
    if (
      Buffer.from(text.slice(at, at + 72), 'base64')
        .toString('latin1')
        .includes('PRIVATE KEY')
    )
      return true;
  return false;
}

/** `postgres://shop:s3cret@db/shop`: a user, a password that is written out, and a host. */
function holdsPasswordInUrl(text: string): boolean {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const rest = text.slice(at + 3, at + 3 + 256);
    const end = rest.search(/[\s"'`/?#<>,\\]/);
    const authority = end < 0 ? rest : rest.slice(0, end);
    const user = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
    const colon = user.indexOf(':');
    if (colon >= 0 && isWrittenOut(user.slice(colon + 1))) return true;
  }
  return false;
}

/** Whether a value is meant itself, and not what a shell, a template or a reader puts there. */
export function isWrittenOut(value: string): boolean {
  if (value.length === 0 || new Set(value).size === 1) return false;
  if (/^[$<@/]|^\.{1,2}\/|^~\/|^%\w*%?$|\{\{|\$[({]|:\/\//.test(value)) return false;
  if (/^(?:vault|env|file|ref|secretref|op|arn|sm|awssm|gcpsm|azkv)[:+]/i.test(value)) return false;
  return !/^(?:true|false|yes|no|null|none|nil|undefined|required|optional|enabled|disabled|empty|unset|prompt|redacted|masked|replace|your|insert|todo|placeholder|dummy)(?![a-z0-9])/i.test(
    value,
  );
}
