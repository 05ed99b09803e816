import { signOut } from '@mailroom/client';
import { type LocaleTag, localeTag, type Theme, theme as themes } from '@mailroom/model';
import { displayName, localeNames } from '@mailroom/ui';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCheck,
  IconHistory,
  IconKeyboard,
  IconLogout,
  IconShieldLock,
  IconUser,
  IconUserCircle,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { read } from '../api/read.ts';
import { forgetReplies } from '../pages/mail/reply-memory.ts';
import { notifyFailure } from './notify-failure.ts';
import classes from './profile-menu.module.css';

const meKey = read('readMe', {}).queryKey;

/** Who is signed in, language, appearance, help, and out. */
export function ProfileMenu({ onHelp }: { onHelp(): void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const me = useQuery(read('readMe', {})).data;
  const change = useMutation({
    mutationFn: (wish: { locale?: LocaleTag | null; theme?: Theme }) => call('changeMe', { body: wish }),
    // The screen changes with the choice and back when the server refuses it; `useOwnSettings` applies what stands here.
    onMutate: (wish) => {
      const before = cache.getQueryData(meKey);
      cache.setQueryData(meKey, (known) => known && { ...known, ...wish });
      return before;
    },
    onSuccess: (person) => cache.setQueryData(meKey, (known) => known && { ...known, ...person }),
    onError: (thrown, _, before) => {
      cache.setQueryData(meKey, before);
      notifyFailure(thrown);
    },
  });
  const leave = useMutation({
    mutationFn: () => signOut(),
    onSuccess: async () => {
      forgetReplies();
      await navigate({ to: '/sign-in', search: {} });
      cache.clear();
    },
    onError: notifyFailure,
  });
  const check = (on: boolean) => (on ? <IconCheck size={14} /> : <span className={classes.unchecked} />);

  return (
    <Menu position="bottom-end" width={240} keepMounted={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('shell:profile')}>
          <IconUserCircle size={20} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {me && (
          <Menu.Label>
            <span className={classes.name}>{displayName({ name: me.name, address: me.email })}</span>
            <span className={classes.email}>{me.email}</span>
          </Menu.Label>
        )}
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile" leftSection={<IconUser size={16} />}>
          {t('shell:ownProfile')}
        </Menu.Item>
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item>{t('shell:language')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            <Menu.Item
              leftSection={check(me?.locale === null)}
              onClick={() => change.mutate({ locale: null })}
            >
              {t('shell:followBrowser')}
            </Menu.Item>
            {localeTag.options.map((tag) => (
              <Menu.Item
                key={tag}
                lang={tag}
                leftSection={check(me?.locale === tag)}
                onClick={() => change.mutate({ locale: tag })}
              >
                {localeNames[tag]}
              </Menu.Item>
            ))}
          </Menu.Sub.Dropdown>
        </Menu.Sub>
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item>{t('shell:theme')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            {themes.options.map((theme) => (
              <Menu.Item
                key={theme}
                leftSection={check(me?.theme === theme)}
                onClick={() => change.mutate({ theme })}
              >
                {t(`shell:themes.${theme}`)}
              </Menu.Item>
            ))}
          </Menu.Sub.Dropdown>
        </Menu.Sub>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/security" leftSection={<IconShieldLock size={16} />}>
          {t('security:title')}
        </Menu.Item>
        <Menu.Item component={Link} to="/profile/log" leftSection={<IconHistory size={16} />}>
          {t('audit:ownTitle')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHelp}>
          {t('shell:help')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leave.mutate()}>
          {t('shell:signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
