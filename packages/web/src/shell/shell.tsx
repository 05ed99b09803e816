import { TimeZone } from '@mailroom/ui';
import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../api/use-live.ts';
import type { Command } from '../commands/command.ts';
import { HelpDialog } from '../commands/help-dialog.tsx';
import { CommandProvider, useCommandContext, useCommands } from '../commands/provider.tsx';
import { GlassNotices } from '../pages/sharing/glass-notices.tsx';
import { Notices } from './notices.tsx';
import classes from './shell.module.css';
import { ShellContext } from './shell-context.ts';
import { Sidebar } from './sidebar.tsx';
import { useOwnSettings } from './use-own-settings.ts';
import { useOwnTimeZone } from './use-own-time-zone.ts';
import { useScreenFocus } from './use-screen-focus.ts';

/** The frame around every screen of a person signed in. */
export function Shell() {
  const timeZone = useOwnTimeZone();
  return (
    <TimeZone value={timeZone}>
      <CommandProvider>
        <ShellFrame />
      </CommandProvider>
    </TimeZone>
  );
}

function ShellFrame() {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const live = useLive();
  const [navigation, { open: openNavigation, close: closeNavigation }] = useDisclosure(false);
  const [help, setHelp] = useState<readonly Command[] | null>(null);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const commands = useCommandContext();
  const showHelp = useMemo(() => () => setHelp(commands.all()), [commands]);
  useScreenFocus(main);
  useOwnSettings();
  useGoCommands(showHelp);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever another place is reached
  useEffect(closeNavigation, [pathname]);

  const shell = useMemo(
    () => ({
      menuButton: (
        <ActionIcon
          className={classes.menu}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('shell:openNavigation')}
          onClick={openNavigation}
        >
          <IconMenu2 size={20} />
        </ActionIcon>
      ),
    }),
    [t, openNavigation],
  );
  const onMail = pathname.startsWith('/mail');

  return (
    <ShellContext value={shell}>
      <a className={classes.skip} href="#content">
        {t('shell:skipToContent')}
      </a>
      <div className={classes.shell}>
        <div className={classes.side}>
          <Sidebar live={live} onHelp={showHelp} />
        </div>
        <Drawer
          opened={navigation}
          onClose={closeNavigation}
          size="18rem"
          padding={0}
          withCloseButton={false}
          title={t('shell:navigation')}
          classNames={{ header: 'mr-sr-only', content: classes.drawer, body: classes.drawerBody }}
        >
          <Sidebar live={live} onHelp={showHelp} />
        </Drawer>
        <main id="content" ref={main} tabIndex={-1} className={classes.main}>
          {!onMail && <div className={classes.bar}>{shell.menuButton}</div>}
          <GlassNotices />
          <Notices />
          <Outlet />
        </main>
      </div>
      <HelpDialog commands={help} onClose={() => setHelp(null)} />
    </ShellContext>
  );
}

function useGoCommands(showHelp: () => void): void {
  const navigate = useNavigate();
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'go-inbox',
        group: 'go',
        label: 'goInbox',
        keys: ['g', 'i'],
        run: () => void navigate({ to: '/mail/$view', params: { view: 'inbox' }, search: {} }),
      },
      {
        id: 'go-sent',
        group: 'go',
        label: 'goSent',
        keys: ['g', 't'],
        run: () => void navigate({ to: '/mail/$view', params: { view: 'sent' }, search: {} }),
      },
      {
        id: 'go-accounts',
        group: 'go',
        label: 'goAccounts',
        keys: ['g', 'a'],
        run: () => void navigate({ to: '/accounts' }),
      },
      { id: 'help', group: 'general', label: 'help', keys: ['?'], run: showHelp },
    ],
    [navigate, showHelp],
  );
  useCommands(commands);
}
