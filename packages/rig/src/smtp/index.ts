export type { HangUp, SmtpFaults, SmtpStage } from './faults.ts';
export { type FailedDelivery, nonDeliveryReport } from './non-delivery-report.ts';
export type { PostOffice, Transmission } from './post-office.ts';
export { type SmtpPreset, type SmtpPresetName, smtpPresets } from './presets.ts';
export { type Reply, replies } from './replies.ts';
export {
  type PracticeSmtpServer,
  type SmtpServerOptions,
  type SmtpSignIn,
  startSmtpServer,
} from './submission.ts';
