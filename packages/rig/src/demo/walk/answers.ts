/** The server's answers, as far as the walk reads them; the contract is the OpenAPI document at /api/v1/openapi.json. */

export interface Clouds {
  readonly clouds: readonly { readonly id: string }[];
  readonly redirectUri: string;
}

export interface Account {
  readonly id: string;
  readonly address: string;
  readonly state: string;
  readonly failure: { readonly kind: string } | null;
  readonly progress: { readonly stage: string; readonly done: number; readonly total: number } | null;
}

export interface Folder {
  readonly id: string;
  readonly path: string;
  readonly role: string | null;
  readonly messages: number;
}

export interface ConversationPage {
  readonly conversations: readonly { readonly id: string }[];
  readonly next: string | null;
}

export interface Message {
  readonly id: string;
  readonly conversationId: string;
  readonly subject: string;
  readonly from: readonly { readonly name: string; readonly address: string }[];
  readonly folderIds: readonly string[];
  readonly receivedAt: string;
  readonly messageIdHeader: string | null;
  readonly body: string;
  readonly text: string;
}

export interface Conversation {
  readonly messages: readonly Message[];
}

export interface Outgoing {
  readonly id: string;
  readonly state: string;
  readonly failure: { readonly kind: string } | null;
}
