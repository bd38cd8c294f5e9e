// The npm client graphql-ws on a board, as any program would use it: node tests/live/board-client.mjs <port> <host> <cookie>
// Prints one line of JSON for each thing that happens: {"opened"}, {"closed": code}, {"board": ...}, {"refused": ...}.
// Told of a state once, it names that state whenever it connects anew.
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [port, host, cookie] = process.argv.slice(2);
const tell = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

class FromThePage extends WebSocket {
  constructor(url, protocols) {
    const address = `${host}:${port}`;
    super(url, protocols, { headers: { Host: address, Origin: `http://${address}`, Cookie: cookie } });
  }
}

const client = createClient({
  url: `ws://127.0.0.1:${port}/graphql/ws`,
  webSocketImpl: FromThePage,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)),
  on: { connected: () => tell({ opened: true }), closed: (event) => tell({ closed: event.code ?? 1006 }) },
});

const variables = { scope: "WITH_LOWER" };
client.subscribe(
  {
    query: `subscription ($scope: BoardScope!, $epoch: String, $seq: Int) {
      board(scope: $scope, epoch: $epoch, seq: $seq) {
        epoch seq state { figures { kind stages { stage count } } lower { government { code } figures { total } } }
      }
    }`,
    variables,
  },
  {
    next: ({ data, errors }) => {
      if (errors) return tell({ refused: errors });
      variables.epoch = data.board.epoch;
      variables.seq = data.board.seq;
      tell({ board: data.board });
    },
    error: (error) => tell({ refused: String(error) }),
    complete: () => undefined,
  },
);
