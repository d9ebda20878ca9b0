import { connect } from 'node:http2';
import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';

/** A length-prefixed StatusRequest{verbose: true} (k8s.io/cri-api/pkg/apis/runtime/v1/api.proto), which gRPC sends by HTTP/2. */
const QUESTION = Buffer.of(0, 0, 0, 0, 2, 0x08, 1);
const HEADERS = {
  ':method': 'POST',
  ':path': '/runtime.v1.RuntimeService/Status',
  'content-type': 'application/grpc',
  te: 'trailers',
};

/** What a runtime says of itself at its socket; undefined when it does not answer, or not with its state. */
export async function criStatus(socket: string): Promise<string | undefined> {
  const session = connect('http://localhost', { createConnection: () => createConnection(socket) });
  // That of the request is the same.
  session.on('error', () => {});
  const request = session.request(HEADERS);
  request.setTimeout(10_000, () => request.destroy());
  try {
    request.end(QUESTION);
    const answer = await text(request);
    return answer.includes('RuntimeReady') ? answer : undefined;
  } catch {
    return undefined;
  } finally {
    session.destroy();
  }
}
