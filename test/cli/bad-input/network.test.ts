import { change, ENVIRONMENT, GRANT, WORKLOADS } from './declarations.js';
import { refuses } from './refusal.js';

const pods = (text: string) => change(ENVIRONMENT, '10.244.0.0/16', text);
const range = (text: string) => change(WORKLOADS, 'cidr: 10.20.0.0/16', `cidr: ${text}`);

refuses([
  [
    'services inside of pods',
    change(ENVIRONMENT, '10.96.0.0/12', '10.244.64.0/18'),
    `\
environments/prod/platform/environment.yaml:15:16: error: spec.network.services[0]: 10.244.64.0/18 overlaps 10.244.0.0/16
    14 |     pods: [10.244.0.0/16]
>   15 |     services: [10.244.64.0/18]
       |                ^^^^^^^^^^^^^^
   pods, services and nodes each need ranges of their own
   environments/prod/platform/environment.yaml:14:12: declared here
    13 |   network:
>   14 |     pods: [10.244.0.0/16]
       |            ^^^^^^^^^^^^^`,
  ],
  [
    'pods around services',
    pods('10.96.0.0/11'),
    `\
environments/prod/platform/environment.yaml:15:16: error: spec.network.services[0]: 10.96.0.0/12 overlaps 10.96.0.0/11
    14 |     pods: [10.96.0.0/11]
>   15 |     services: [10.96.0.0/12]
       |                ^^^^^^^^^^^^
   pods, services and nodes each need ranges of their own
   environments/prod/platform/environment.yaml:14:12: declared here
    13 |   network:
>   14 |     pods: [10.96.0.0/11]
       |            ^^^^^^^^^^^^`,
  ],
  [
    'a range twice',
    pods('10.244.0.0/16, 10.244.0.0/16'),
    `\
environments/prod/platform/environment.yaml:14:27: error: spec.network.pods[1]: 10.244.0.0/16 overlaps 10.244.0.0/16
    13 |   network:
>   14 |     pods: [10.244.0.0/16, 10.244.0.0/16]
       |                           ^^^^^^^^^^^^^
   pods, services and nodes each need ranges of their own
   environments/prod/platform/environment.yaml:14:12: declared here
    13 |   network:
>   14 |     pods: [10.244.0.0/16, 10.244.0.0/16]
       |            ^^^^^^^^^^^^^`,
  ],
  [
    'an address inside of the range',
    pods('10.244.1.0/16'),
    `\
environments/prod/platform/environment.yaml:14:12: error: spec.network.pods[0]: \`10.244.1.0/16\` has bits set beyond its prefix length; the network is 10.244.0.0/16, the single address 10.244.1.0/32
    13 |   network:
>   14 |     pods: [10.244.1.0/16]
       |            ^^^^^^^^^^^^^`,
  ],
  [
    'no prefix',
    pods('10.244.0.0'),
    `\
environments/prod/platform/environment.yaml:14:12: error: spec.network.pods[0]: \`10.244.0.0\` has no prefix length; the single address is 10.244.0.0/32
    13 |   network:
>   14 |     pods: [10.244.0.0]
       |            ^^^^^^^^^^`,
  ],
  [
    'a prefix that is too long',
    pods('10.244.0.0/33'),
    `\
environments/prod/platform/environment.yaml:14:12: error: spec.network.pods[0]: \`10.244.0.0/33\` has no valid prefix length after "/"; allowed is a whole number from 0 to 32
    13 |   network:
>   14 |     pods: [10.244.0.0/33]
       |            ^^^^^^^^^^^^^`,
  ],
  [
    'a number that may be octal',
    pods('010.244.0.0/16'),
    `\
environments/prod/platform/environment.yaml:14:12: error: spec.network.pods[0]: \`010.244.0.0/16\` has a number with a leading zero, which some software reads as octal
    13 |   network:
>   14 |     pods: [010.244.0.0/16]
       |            ^^^^^^^^^^^^^^`,
  ],
  [
    'three numbers',
    pods('10.244.0/16'),
    `\
environments/prod/platform/environment.yaml:14:12: error: spec.network.pods[0]: \`10.244.0/16\` is not an address such as 10.0.0.0 (four decimal numbers) or fd00::
    13 |   network:
>   14 |     pods: [10.244.0/16]
       |            ^^^^^^^^^^^`,
  ],
  [
    'an address of both versions',
    pods('"::ffff:10.244.0.0/112"'),
    `\
environments/prod/platform/environment.yaml:14:12: error: spec.network.pods[0]: \`::ffff:10.244.0.0/112\` is an IPv4 address inside IPv6, which software reads as either; write 10.244.0.0
    13 |   network:
>   14 |     pods: ["::ffff:10.244.0.0/112"]
       |            ^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a host name',
    pods('pods.example.com'),
    `\
environments/prod/platform/environment.yaml:14:12: error: spec.network.pods[0]: \`pods.example.com\` is not an address such as 10.0.0.0 (four decimal numbers) or fd00::
    13 |   network:
>   14 |     pods: [pods.example.com]
       |            ^^^^^^^^^^^^^^^^`,
  ],
  [
    'no range',
    pods(''),
    `\
environments/prod/platform/environment.yaml:14:11: error: spec.network.pods: an empty list is too short: at least 1 item
    13 |   network:
>   14 |     pods: []
       |           ^`,
  ],
  [
    'an exception outside of the grant',
    change(GRANT, '[10.200.0.0/16]', '[11.0.0.0/16]'),
    `\
environments/base/platform/shop.yaml:44:18: error: spec.network.cidrs.datacentre.except[0]: 11.0.0.0/16 is not a smaller part of 10.0.0.0/8
    43 |         cidr: 10.0.0.0/8
>   44 |         except: [11.0.0.0/16]
       |                  ^^^^^^^^^^^`,
  ],
  [
    'outside of the grant',
    range('192.168.0.0/24'),
    `\
environments/prod/tenants/shop/workloads.yaml:46:15: error: spec.network.egress.old-db.cidr: 192.168.0.0/24 is not within the grant of tenant \`shop\`
    45 |       old-db:
>   46 |         cidr: 192.168.0.0/24
       |               ^^^^^^^^^^^^^^
   granted ranges: 10.0.0.0/8`,
  ],
  [
    'everything',
    range('0.0.0.0/0'),
    `\
environments/prod/tenants/shop/workloads.yaml:46:15: error: spec.network.egress.old-db.cidr: 0.0.0.0/0 is not within the grant of tenant \`shop\`
    45 |       old-db:
>   46 |         cidr: 0.0.0.0/0
       |               ^^^^^^^^^
   granted ranges: 10.0.0.0/8`,
  ],
  [
    'what the grant excepts',
    range('10.200.1.0/24'),
    `\
environments/prod/tenants/shop/workloads.yaml:46:15: error: spec.network.egress.old-db.cidr: 10.200.1.0/24 lies within 10.200.0.0/16, which the grant excepts
    45 |       old-db:
>   46 |         cidr: 10.200.1.0/24
       |               ^^^^^^^^^^^^^`,
  ],
  [
    'the pods',
    range('10.244.1.0/24'),
    `\
environments/prod/tenants/shop/workloads.yaml:46:15: error: spec.network.egress.old-db.cidr: 10.244.1.0/24 lies within 10.244.0.0/16 (pod range), which stays closed
    45 |       old-db:
>   46 |         cidr: 10.244.1.0/24
       |               ^^^^^^^^^^^^^`,
  ],
  [
    'another port than the grant’s',
    change(WORKLOADS, 'cidr: 10.20.0.0/16\n        ports: [5432]', 'cidr: 10.20.0.0/16\n        ports: [22]'),
    `\
environments/prod/tenants/shop/workloads.yaml:47:16: error: spec.network.egress.old-db.ports: the grant of 10.20.0.0/16 is for ports 5432
    46 |         cidr: 10.20.0.0/16
>   47 |         ports: [22]
       |                ^^^`,
  ],
]);
