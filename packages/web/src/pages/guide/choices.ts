import type { GuideKind, GuideWay } from '@mailroom/model/guide/steps';

/** What an administrator chooses between, in the order in which it is usually wanted. */
export const guideChoices = ['microsoftByBlock', 'microsoftByHand', 'organisation', 'google'] as const;
export type GuideChoice = (typeof guideChoices)[number];

/** The guide behind each choice; without a way it takes the usual one of its cloud. */
export const guides: Readonly<Record<GuideChoice, { kind: GuideKind; way: GuideWay | undefined }>> = {
  microsoftByBlock: { kind: 'microsoft', way: 'block' },
  microsoftByHand: { kind: 'microsoft', way: 'hand' },
  organisation: { kind: 'organisation', way: undefined },
  google: { kind: 'google', way: undefined },
};
