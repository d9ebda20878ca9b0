import type { Rows } from './notation.js';

/** HorizontalPodAutoscaler and device claims (k8s.io/api/autoscaling/v2, k8s.io/api/resource/v1). */
export const AUTOSCALING_AND_DEVICE_ROWS: Rows = {
  HorizontalPodAutoscaler: 'metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec',
  HorizontalPodAutoscalerSpec: `
    scaleTargetRef:CrossVersionObjectReference metrics:MetricSpec behavior:HorizontalPodAutoscalerBehavior`,
  CrossVersionObjectReference: 'apiVersion?',
  MetricSpec: `
    object:ObjectMetricSource pods:PodsMetricSource resource:ResourceMetricSource
    containerResource:ContainerResourceMetricSource external:ExternalMetricSource`,
  ObjectMetricSource: 'describedObject:CrossVersionObjectReference target:MetricTarget metric:MetricIdentifier',
  MetricTarget: 'value:Quantity averageValue:Quantity',
  MetricIdentifier: 'selector:LabelSelector',
  PodsMetricSource: 'metric:MetricIdentifier target:MetricTarget',
  ResourceMetricSource: 'target:MetricTarget',
  ContainerResourceMetricSource: 'target:MetricTarget',
  ExternalMetricSource: 'metric:MetricIdentifier target:MetricTarget',
  HorizontalPodAutoscalerBehavior: 'scaleUp:HPAScalingRules scaleDown:HPAScalingRules',
  HPAScalingRules: 'tolerance:Quantity',
  DeviceClass: 'metadata:ObjectMeta spec:DeviceClassSpec',
  DeviceClassSpec: 'config:DeviceClassConfiguration',
  DeviceClassConfiguration: 'opaque:OpaqueDeviceConfiguration',
  OpaqueDeviceConfiguration: 'parameters:Raw',
  ResourceClaim: 'metadata:ObjectMeta spec:ResourceClaimSpec',
  ResourceClaimSpec: 'devices:DeviceClaim',
  DeviceClaim: 'requests:DeviceRequest config:DeviceClaimConfiguration',
  DeviceRequest: 'exactly:ExactDeviceRequest firstAvailable:DeviceSubRequest',
  ExactDeviceRequest: 'allocationMode? count? tolerations:DeviceToleration capacity:CapacityRequirements',
  DeviceToleration: 'key? operator? value? effect?',
  CapacityRequirements: 'requests?:Quantities',
  DeviceSubRequest: 'allocationMode? count? tolerations:DeviceToleration capacity:CapacityRequirements',
  DeviceClaimConfiguration: 'opaque:OpaqueDeviceConfiguration',
  ResourceClaimTemplate: 'metadata:ObjectMeta spec:ResourceClaimTemplateSpec',
  ResourceClaimTemplateSpec: 'metadata:ObjectMeta spec:ResourceClaimSpec',
};
