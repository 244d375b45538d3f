import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import { writeJavaTrustStore } from './java-trust-store.ts';
import { nativeHome } from './native-home.ts';
import { maven, type Program } from './programs.ts';
import { lastWords, runTool } from './run-tool.ts';

/** 4.4.0 does not resolve: one of its artifacts was never published. */
export const kafkaVersion = '4.3.1';

const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>marketplace</groupId>
  <artifactId>kafka-jars</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${kafkaVersion}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-slf4j-impl</artifactId>
      <version>2.25.4</version>
    </dependency>
  </dependencies>
</project>
`;

/** The folder with Kafka's jars, fetched by Maven on the first call on this machine. */
export async function kafkaJars(jre: Program, log: (line: string) => void): Promise<string> {
  const home = nativeHome();
  const folder = join(home, `kafka-${kafkaVersion}`);
  if ((await readdir(folder).catch(() => [])).length > 0) return folder;

  await mkdir(home, { recursive: true });
  const mvn = await maven(log);
  log(`downloading Kafka ${kafkaVersion} (Maven, once)`);
  const work = await mkdtemp(join(home, '.kafka-'));
  try {
    await writeFile(join(work, 'pom.xml'), project);
    // Only a Java that was unpacked lacks the file of trusted authorities, and only it comes with a JAVA_HOME of ours.
    const trust = jre.env.JAVA_HOME ? (await writeJavaTrustStore(join(work, 'cacerts.jks'))).javaOptions : [];
    const env = { ...process.env, ...mvn.env, ...jre.env, ...joinLibraryPaths(mvn, jre) };
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars'];
    await runTool(mvn.path, ['--quiet', '--batch-mode', ...trust, ...goal], {
      cwd: work,
      env: { ...env, MAVEN_OPTS: [process.env.MAVEN_OPTS, ...trust].filter(Boolean).join(' ') },
    });
    await rename(join(work, 'jars'), folder).catch(async (error) => {
      if ((await readdir(folder).catch(() => [])).length === 0) throw error;
    });
  } catch (error) {
    throw new StartError(
      `Kafka ${kafkaVersion} could not be downloaded: ${lastWords(error)}`,
      'check the network and start again, or use a Kafka of yours: KAFKA_BROKERS=host:9092 npm start',
      { cause: error },
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

function joinLibraryPaths(...programs: Program[]): Record<string, string> {
  const paths = programs.map((program) => program.env.LD_LIBRARY_PATH).filter(Boolean);
  return paths.length > 0 ? { LD_LIBRARY_PATH: paths.join(':') } : {};
}
