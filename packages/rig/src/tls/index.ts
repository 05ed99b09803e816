export { type CertificateOptions, makeCertificates, type PracticeCertificates } from './certificates.ts';
