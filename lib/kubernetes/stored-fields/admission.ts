import type { Rows } from './notation.js';

/** Admission policies and webhooks (k8s.io/api/admissionregistration/v1). */
export const ADMISSION_ROWS: Rows = {
  ValidatingAdmissionPolicy: 'metadata:ObjectMeta spec:ValidatingAdmissionPolicySpec',
  ValidatingAdmissionPolicySpec: 'paramKind:ParamKind matchConstraints:MatchResources validations:Validation',
  ParamKind: 'apiVersion? kind?',
  MatchResources: 'namespaceSelector:LabelSelector objectSelector:LabelSelector',
  Validation: 'message? messageExpression?',
  ValidatingAdmissionPolicyBinding: 'metadata:ObjectMeta spec:ValidatingAdmissionPolicyBindingSpec',
  ValidatingAdmissionPolicyBindingSpec: 'policyName? paramRef:ParamRef matchResources:MatchResources',
  ParamRef: 'name? namespace? selector:LabelSelector',
  MutatingAdmissionPolicy: 'metadata:ObjectMeta spec:MutatingAdmissionPolicySpec',
  MutatingAdmissionPolicySpec: `
    paramKind:ParamKind matchConstraints:MatchResources mutations:Mutation reinvocationPolicy?`,
  Mutation: 'applyConfiguration:ApplyConfiguration jsonPatch:JSONPatch',
  ApplyConfiguration: 'expression?',
  JSONPatch: 'expression?',
  MutatingAdmissionPolicyBinding: 'metadata:ObjectMeta spec:MutatingAdmissionPolicyBindingSpec',
  MutatingAdmissionPolicyBindingSpec: 'policyName? paramRef:ParamRef matchResources:MatchResources',
  ValidatingWebhookConfiguration: 'metadata:ObjectMeta webhooks:ValidatingWebhook',
  ValidatingWebhook: 'clientConfig:WebhookClientConfig namespaceSelector:LabelSelector objectSelector:LabelSelector',
  WebhookClientConfig: 'caBundle?',
  MutatingWebhookConfiguration: 'metadata:ObjectMeta webhooks:MutatingWebhook',
  MutatingWebhook: 'clientConfig:WebhookClientConfig namespaceSelector:LabelSelector objectSelector:LabelSelector',
};
