import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * What the gateway loads for things it does not do here: telling its vendor how it fares, asking subgraphs by an HTTP
 * client of its own, composing. That is half of its 880 modules, 25 MB and a seventh of a second of every start, so each is
 * loaded when something of it is first used.
 */
export const SELDOM_USED = [
  '@apollo/composition',
  '@apollo/usage-reporting-protobuf',
  '@opentelemetry/exporter-metrics-otlp-http',
  '@opentelemetry/resource-detector-alibaba-cloud',
  '@opentelemetry/resource-detector-aws',
  '@opentelemetry/resource-detector-azure',
  '@opentelemetry/resource-detector-gcp',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-metrics',
  '@opentelemetry/semantic-conventions/incubating',
  'make-fetch-happen',
  'node-fetch',
];

/** As TypeScript writes an import into CommonJS, with what it wraps around `require`. */
const IMPORT = /^const (\w+) = (.*\brequire\("([^"]+)"\).*);$/gm;
/** Of 1.8 MB of names, two are read at once. */
const CLOUD_ATTRIBUTE = /\bincubating_1\.ATTR_CLOUD_(PROVIDER|PLATFORM)\b/g;
const LATER = '"use strict"; const later = (load) => new Proxy({}, { get: (_, name) => load()[name] });';

const hooks = registerHooks({
  load(url, context, nextLoad) {
    if (!url.includes('/@apollo/gateway/dist/')) return nextLoad(url, context);
    const source = readFileSync(fileURLToPath(url), 'utf8')
      .replace(IMPORT, (line, name, load, specifier) =>
        SELDOM_USED.includes(specifier) ? `const ${name} = later(() => ${load});` : line,
      )
      .replace(CLOUD_ATTRIBUTE, (_, name) => `"cloud.${name.toLowerCase()}"`);
    return { format: 'commonjs', source: LATER + source, shortCircuit: true };
  },
});

const require = createRequire(import.meta.url);
const gateway = require('@apollo/gateway') as typeof import('@apollo/gateway');
const execution =
  require('@apollo/gateway/dist/executeQueryPlan.js') as typeof import('@apollo/gateway/dist/executeQueryPlan.js');
hooks.deregister();

export const { ApolloGateway, buildOperationContext, executeQueryPlan } = gateway;
export type ApolloGateway = InstanceType<typeof ApolloGateway>;
export const { generateHydratedPaths } = execution;
