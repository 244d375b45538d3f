/**
 * Opens the bank's 3-D Secure page and presses one of its buttons, as a browser would: the form's own fields are sent
 * to where the form says.
 * @param redirectUrl where the shop sends the buyer's browser
 * @returns where the bank sends the browser back to
 * @throws Error when the page has no form, or the bank does not take the answer
 */
export async function pressOnBankPage(redirectUrl: string, action: 'confirm' | 'decline'): Promise<string> {
  const page = await fetch(redirectUrl);
  const html = await page.text();
  const form = /<form\b[^>]*>([\s\S]*?)<\/form>/.exec(html);
  if (!form) throw new Error(`the bank's page asks for nothing (HTTP ${page.status})`);
  const target = /\baction="([^"]*)"/.exec(form[0].slice(0, form[0].indexOf('>')))?.[1] ?? '';
  const fields = new URLSearchParams({ action });
  for (const [input] of form[1]!.matchAll(/<input\b[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(input)?.[1];
    if (name) fields.set(name, /\bvalue="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  const answer = await fetch(new URL(target, redirectUrl), { method: 'POST', body: fields, redirect: 'manual' });
  await answer.body?.cancel();
  const back = answer.headers.get('location');
  if (answer.status !== 303 || !back) throw new Error(`the bank did not take the answer (HTTP ${answer.status})`);
  return back;
}
