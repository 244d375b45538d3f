import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.ts';
import { examplesPlugin } from './examples-plugin.tsx';

const endpoint = new URL('/graphql', location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

const FIRST = ['SearchProducts', 'TrackOrder'];

createRoot(document.getElementById('playground') as HTMLElement).render(
  <GraphiQL
    fetcher={createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: socket.href })}
    plugins={[HISTORY_PLUGIN, examplesPlugin]}
    defaultTabs={FIRST.flatMap((name) => examples.filter((example) => example.name === name))}
    defaultHeaders={'{\n  "authorization": ""\n}'}
    defaultEditorToolsVisibility="variables"
    shouldPersistHeaders={false}
  />,
);
