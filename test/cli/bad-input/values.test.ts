import { change, ENVIRONMENT, GRANT, PATCH, WORKLOADS } from './declarations.js';
import { refuses } from './refusal.js';

refuses([
  [
    'a unit of another kind',
    change(PATCH, '16Gi', '16GB'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`16GB\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: 16GB
       |             ^^^^`,
  ],
  [
    'a space before the unit',
    change(PATCH, '16Gi', '16 Gi'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`16 Gi\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: 16 Gi
       |             ^^^^^`,
  ],
  [
    'a negative quantity',
    change(PATCH, '16Gi', '-16Gi'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`-16Gi\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: -16Gi
       |             ^^^^^`,
  ],
  [
    'an empty quantity',
    change(PATCH, '16Gi', '""'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: ""
       |             ^^`,
  ],
  [
    'a boolean for a quantity',
    change(PATCH, '16Gi', 'true'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: expected a string, a number or a mapping, found the boolean \`true\`
     6 |   quota:
>    7 |     memory: true
       |             ^^^^`,
  ],
  [
    'a sum of requests above that of limits',
    change(PATCH, 'memory: 16Gi', 'memory: {requests: 16Gi, limits: 8Gi}'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: requests (16Gi) are above limits (8Gi)
     6 |   quota:
>    7 |     memory: {requests: 16Gi, limits: 8Gi}
       |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'requests above the limits',
    change(WORKLOADS, 'memory: 512Mi', 'memory: 512Mi\n    requests:\n      cpu: 1\n      memory: 1Gi'),
    `\
environments/prod/tenants/shop/workloads.yaml:18:12: error: spec.resources.requests.cpu: 1 is above the limit (500m)
    17 |     requests:
>   18 |       cpu: 1
       |            ^

environments/prod/tenants/shop/workloads.yaml:19:15: error: spec.resources.requests.memory: 1Gi is above the limit (512Mi)
    18 |       cpu: 1
>   19 |       memory: 1Gi
       |               ^^^`,
    '2 problems in 1 file',
  ],
  [
    'a request above the limit that the namespace gives',
    change(WORKLOADS, 'cpu: 500m\n    memory: 512Mi', 'requests:\n      cpu: 1'),
    `\
environments/prod/tenants/shop/workloads.yaml:16:12: error: spec.resources.requests.cpu: 1 is above the limit that the namespace gives (500m)
    15 |     requests:
>   16 |       cpu: 1
       |            ^
   declare spec.resources.cpu too`,
  ],
  [
    'fewer than none',
    change(WORKLOADS, 'replicas: 3', 'replicas: -1'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: the number \`-1\` is too small: at least 0
     8 |   service:
>    9 |     replicas: -1
       |               ^^`,
  ],
  [
    'more than an int32',
    change(WORKLOADS, 'replicas: 3', 'replicas: 1e10'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: the number \`10000000000\` is too big: at most 2147483647
     8 |   service:
>    9 |     replicas: 1e10
       |               ^^^^`,
  ],
  [
    'a port that is none',
    change(WORKLOADS, 'targetPort: 8080', 'targetPort: 80808'),
    `\
environments/prod/tenants/shop/workloads.yaml:13:21: error: spec.service.ports.http.targetPort: the number \`80808\` is too big: at most 65535
    12 |         port: 80
>   13 |         targetPort: 80808
       |                     ^^^^^`,
  ],
  [
    'a protocol that is none',
    change(WORKLOADS, 'ports: [8080]', 'ports: [8080/tcp]'),
    `\
environments/prod/tenants/shop/workloads.yaml:37:17: error: spec.network.ingress.ingress.ports[0]: \`8080/tcp\` is not a port (8080) or a port with its protocol (53/UDP, 9000/SCTP)
    36 |         platformService: ingress
>   37 |         ports: [8080/tcp]
       |                 ^^^^^^^^`,
  ],
  [
    'a word that is not among those allowed',
    change(ENVIRONMENT, 'direction: ingress', 'direction: inbound'),
    `\
environments/prod/platform/environment.yaml:36:18: error: spec.platformServices.ingress.direction: \`inbound\` is not allowed here
    35 |     ingress:
>   36 |       direction: inbound
       |                  ^^^^^^^
   allowed: egress, ingress`,
  ],
  [
    'a word near to one of them',
    change(GRANT, '  contact:', '  state: retird\n  contact:'),
    `\
environments/base/platform/shop.yaml:9:10: error: spec.state: \`retird\` is not allowed here
     8 |     developer: [shop-developers, shop-contractors]
>    9 |   state: retird
       |          ^^^^^^
   did you mean \`retired\`? allowed: active, retired`,
  ],
  [
    'a schedule of four fields',
    change(WORKLOADS, '0 3 * * *', '0 3 * *'),
    `\
environments/prod/tenants/shop/workloads.yaml:78:15: error: spec.job.schedule: \`0 3 * *\` is no cron schedule: minute, hour, day of the month, month and day of the week, each after one space
    77 |   job:
>   78 |     schedule: 0 3 * *
       |               ^^^^^^^`,
  ],
  [
    'an hour that is none',
    change(WORKLOADS, '0 3 * * *', '0 25 * * *'),
    `\
environments/prod/tenants/shop/workloads.yaml:78:15: error: spec.job.schedule: \`0 25 * * *\` has the hour \`25\`; allowed: 0 to 23
    77 |   job:
>   78 |     schedule: 0 25 * * *
       |               ^^^^^^^^^^`,
  ],
]);
