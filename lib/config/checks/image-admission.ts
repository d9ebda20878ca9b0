import type { Check, CheckContext } from './check.js';

/** Signatures that are demanded are proven by somebody, of every image that tenants may run. */
export const imageAdmission: Check = (context) => {
  checkSignatures(context);
  checkRegistries(context);
  checkValidator(context);
};

const IMAGES = ['spec', 'images'];

function checkSignatures({ cluster: { environment }, report, doubt }: CheckContext): void {
  const { spec } = environment;
  for (const [name, signature] of doubt.entries(spec.images.signatures)) {
    const path = [...IMAGES, 'signatures', name];
    doubt.ask(() => {
      if ((signature.key === undefined) === (signature.keyless === undefined))
        report(environment, path, 'needs exactly one of key and keyless: who signs?');
    });
    doubt.ask(() => {
      if (!signature.transparencyLog && signature.keyless !== undefined)
        report(
          environment,
          [...path, 'transparencyLog'],
          'a signature without a key is only as good as the log it stands in',
          {
            hint: 'its certificate is valid for ten minutes: the log says that it was signed within them',
          },
        );
    });
  }
  doubt.ask(() => {
    const { kyverno, validator, signatures } = spec.images;
    if (Object.keys(signatures).length > 0 && !kyverno && validator === undefined)
      report(environment, [...IMAGES, 'signatures'], 'nobody proves these signatures', {
        hint: 'declare spec.images.kyverno, or the service that does as spec.images.validator',
      });
    if (kyverno && Object.keys(signatures).length === 0)
      report(environment, [...IMAGES, 'kyverno'], 'there is nothing to prove: spec.images.signatures is empty');
  });
}

/** Admission policies hold images to the registries that are granted: so it is those that signatures must cover. */
function checkRegistries({ cluster: { environment }, report, doubt, tenants }: CheckContext): void {
  const covered = () => {
    const { signatures, unsigned } = environment.spec.images;
    if (Object.keys(signatures).length === 0) return undefined;
    return [...new Set([...Object.values(signatures).flatMap(({ images }) => images), ...unsigned])];
  };
  const judge = (registries: readonly string[], say: (index: number, message: string, hint: string) => void) => {
    const all = covered();
    if (all === undefined) return;
    registries.forEach((registry, index) => {
      if (!all.some((part) => registry === part || registry.startsWith(`${part}/`)))
        say(
          index,
          `no signature covers all images of ${registry}`,
          `covered: ${all.join(', ')}; what needs no signature is named in spec.images.unsigned of the Environment`,
        );
    });
  };
  doubt.ask(() =>
    judge(environment.spec.registries, (index, message, hint) =>
      report(environment, ['spec', 'registries', index], message, { hint }),
    ),
  );
  for (const tenant of tenants())
    judge(tenant.spec.images.registries, (index, message, hint) =>
      report(tenant, ['spec', 'images', 'registries', index], message, { hint }),
    );
}

/** Whoever answers for all tenants is in no tenant's hands, and neither is the key that it shows. */
function checkValidator({ cluster: { environment }, report, doubt, tenants }: CheckContext): void {
  const path = [...IMAGES, 'validator'];
  for (const tenant of tenants()) {
    const { validator } = environment.spec.images;
    if (validator === undefined) continue;
    const places = [
      { field: ['service', 'namespace'], namespace: validator.service.namespace },
      { field: ['certificate'], namespace: validator.certificate.split('/')[0] ?? '' },
    ];
    for (const { field, namespace } of doubt.each(places)) {
      if (Object.hasOwn(tenant.spec.namespaces, namespace))
        report(environment, [...path, ...field], `\`${namespace}\` is a namespace of tenant \`${tenant.name}\``, {
          hint: 'what proves the images of all tenants runs in a namespace of the platform',
        });
    }
  }
}
