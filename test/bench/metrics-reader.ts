/** Reads one metric of a process that serves `/metrics`, by its labels as they are written there. */
export async function readSamples(url: string, name: string): Promise<{ labels: string; value: number }[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(name) && /[ {]/.test(line[name.length] ?? ''))
    .map((line) => {
      const end = line.lastIndexOf(' ');
      return { labels: line.slice(name.length, end), value: Number(line.slice(end + 1)) };
    });
}

/** Reads one metric of a process that serves `/metrics`, summed over its labels. */
export const readMetric = async (url: string, name: string): Promise<number> =>
  (await readSamples(url, name)).reduce((sum, { value }) => sum + value, 0);
