import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type Example, examples } from './examples.ts';

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M5 4h14v16l-7-4-7 4z" />
  </svg>
);

function Examples() {
  const { addTab } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({
    queryEditor,
    variableEditor,
  }));
  const open = ({ query, variables }: Example): void => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
  };
  return (
    <section className="examples" aria-label="Examples">
      <h2>Examples</h2>
      <p>What the clients of the marketplace ask. Each opens in a tab of its own.</p>
      {examples.map((example) => (
        <button key={example.name} type="button" onClick={() => open(example)}>
          {example.name}
          <small>
            {example.kind}
            {example.about && `: ${example.about}`}
          </small>
        </button>
      ))}
    </section>
  );
}

/** The clients' own documents, in the playground's side bar. */
export const examplesPlugin: GraphiQLPlugin = { title: 'Examples', icon: Icon, content: Examples };
