import { createPublicKey } from 'node:crypto';

/** Whether `text` is one public key in PEM, of a type that cosign verifies with (sigstore pkg/signature/verifier.go). */
export function isPublicKey(text: string): boolean {
  // node:crypto would take a private key too, and leave out what stands around the first key.
  if (!/^-----BEGIN PUBLIC KEY-----\r?\n[A-Za-z0-9+/=\r\n]{1,8000}\r?\n-----END PUBLIC KEY-----\s*$/.test(text))
    return false;
  try {
    return ['ec', 'rsa', 'ed25519'].includes(createPublicKey(text).asymmetricKeyType ?? '');
  } catch {
    return false;
  }
}
