/** The network between a client and a server, and what goes wrong on it. */
export { type Lift, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
