import { Command } from 'commander';
import { numberFlag, programLog, runProgram, switchFlag, textFlag } from '../http/program.ts';
import { startCarrier } from './carrier.ts';
import { carrierDefaults } from './carrier-options.ts';

const program = new Command('carrier')
  .description('Sandbox carrier: takes parcels, moves them on a clock, tells every move in signed callbacks.')
  .addOption(textFlag('--host <address>', 'CARRIER_HOST', 'address to listen on', carrierDefaults.host))
  .addOption(numberFlag('--port <number>', 'CARRIER_PORT', 'port to listen on, 0 for a free one', carrierDefaults.port))
  .addOption(textFlag('--public-url <url>', 'CARRIER_PUBLIC_URL', 'where people reach its pages and labels'))
  .addOption(textFlag('--api-key <key>', 'CARRIER_API_KEY', "the merchant's key", carrierDefaults.apiKey))
  .addOption(textFlag('--webhook-secret <secret>', 'CARRIER_WEBHOOK_SECRET', 'whsec_…', carrierDefaults.webhookSecret))
  .addOption(textFlag('--callback-url <url>', 'CARRIER_CALLBACK_URL', 'where moves are told'))
  .addOption(numberFlag('--speed <factor>', 'CARRIER_SPEED', "carrier's seconds in a real one", carrierDefaults.speed))
  .addOption(
    switchFlag('--auto-move', 'CARRIER_AUTO_MOVE', 'whether the clock runs by itself', carrierDefaults.autoMove),
  )
  .addOption(switchFlag('--controls', 'CARRIER_CONTROLS', 'open /clock, /parcels/:id/advance and /control'))
  .addOption(numberFlag('--keep <count>', 'CARRIER_KEEP', 'parcels remembered', carrierDefaults.keep))
  .addOption(textFlag('--journal <file>', 'CARRIER_JOURNAL', 'keep parcels in this file (default: in memory only)'))
  .addOption(textFlag('--log-level <level>', 'LOG_LEVEL', 'debug, info, warn, error, silent', 'info'));

program.parse();
const { logLevel, ...options } = program.opts();
const log = programLog('carrier', logLevel);
await runProgram(log, () => startCarrier({ ...options, log }));
