import { isObject, type Json } from '../json.js';
import { textOf } from './pod.js';

/** The type of a seccomp or AppArmor profile, "" where it has none; undefined where there is no profile. */
export function typeOfProfile(profile: Json | undefined): string | undefined {
  return isObject(profile) ? textOf(profile.type) : undefined;
}

/** Whether there is a profile of another type than the two that are always allowed. */
export function isForbidden(type: string | undefined): type is string {
  return type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost';
}
