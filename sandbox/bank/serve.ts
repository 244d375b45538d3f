import { Command } from 'commander';
import { numberFlag, programLog, runProgram, switchFlag, textFlag } from '../http/program.ts';
import { startBank } from './bank.ts';
import { bankDefaults } from './bank-options.ts';

const program = new Command('bank')
  .description('Sandbox bank: card payments with 3-D Secure, signed callbacks and cards that misbehave.')
  .addOption(textFlag('--host <address>', 'BANK_HOST', 'address to listen on', bankDefaults.host))
  .addOption(numberFlag('--port <number>', 'BANK_PORT', 'port to listen on, 0 for a free one', bankDefaults.port))
  .addOption(textFlag('--public-url <url>', 'BANK_PUBLIC_URL', 'how buyers reach the bank (default: where it listens)'))
  .addOption(textFlag('--api-key <key>', 'BANK_API_KEY', "the merchant's key", bankDefaults.apiKey))
  .addOption(textFlag('--webhook-secret <secret>', 'BANK_WEBHOOK_SECRET', 'whsec_…', bankDefaults.webhookSecret))
  .addOption(textFlag('--merchant <name>', 'BANK_MERCHANT', "the shop's name for buyers", bankDefaults.merchant))
  .addOption(numberFlag('--hold-ms <ms>', 'BANK_HOLD_MS', 'how long an authorisation holds', bankDefaults.holdMs))
  .addOption(numberFlag('--action-ms <ms>', 'BANK_ACTION_MS', 'how long 3-D Secure waits', bankDefaults.actionMs))
  .addOption(numberFlag('--hang-ms <ms>', 'BANK_HANG_MS', 'how long tok_timeout hangs', bankDefaults.hangMs))
  .addOption(
    numberFlag(
      '--late-callback-ms <ms>',
      'BANK_LATE_CALLBACK_MS',
      'how late tok_late_callback is',
      bankDefaults.lateCallbackMs,
    ),
  )
  .addOption(switchFlag('--all-events', 'BANK_ALL_EVENTS', 'also call back captured, voided, refunded, expired'))
  .addOption(switchFlag('--controls', 'BANK_CONTROLS', 'open /control: make the bank slow, failing, silent'))
  .addOption(numberFlag('--keep <count>', 'BANK_KEEP', 'payments remembered', bankDefaults.keep))
  .addOption(textFlag('--journal <file>', 'BANK_JOURNAL', 'keep payments in this file (default: in memory only)'))
  .addOption(textFlag('--log-level <level>', 'LOG_LEVEL', 'debug, info, warn, error, silent', 'info'));

program.parse();
const { logLevel, ...options } = program.opts();
const log = programLog('bank', logLevel);
await runProgram(log, () => startBank({ ...options, log }));
