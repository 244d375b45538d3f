// Runs an example where its form says, and shows the answer below.
for (const form of document.querySelectorAll('form[data-endpoint]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = form.querySelector('output');
    const token = document.querySelector('#authorization')?.value.trim();
    answer.textContent = '…';
    try {
      const variables = form.elements.variables.value.trim();
      const response = await fetch(form.dataset.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: token } : {}) },
        body: JSON.stringify({
          query: form.elements.query.value,
          variables: variables ? JSON.parse(variables) : {},
        }),
      });
      answer.textContent = JSON.stringify(await response.json(), null, 2);
    } catch (error) {
      answer.textContent = String(error);
    }
  });
}
