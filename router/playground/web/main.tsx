import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.ts';
import { examplesPlugin } from './examples-plugin.tsx';

// `/playground/<contract>` is the contract's; `?operation=<name>` opens one of the examples.
const contract = location.pathname.split('/')[2];
const endpoint = new URL(contract ? `/graphql/${contract}` : '/graphql', location.href);
const asked = new URLSearchParams(location.search).get('operation');
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

const first = (asked ? [asked] : ['SearchProducts', 'TrackOrder']).flatMap((name) =>
  examples.filter((example) => example.name === name),
);

createRoot(document.getElementById('playground') as HTMLElement).render(
  <GraphiQL
    fetcher={createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: socket.href })}
    plugins={[HISTORY_PLUGIN, examplesPlugin]}
    defaultTabs={first}
    initialQuery={asked ? first[0]?.query : undefined}
    // GraphiQL shows a tab's variables only once it was left and chosen again; those of a returning visitor are stored.
    initialVariables={(asked ? undefined : localStorage.getItem('graphiql:variables')) ?? first[0]?.variables}
    defaultHeaders={'{\n  "authorization": ""\n}'}
    defaultEditorToolsVisibility="variables"
    shouldPersistHeaders={false}
  />,
);
