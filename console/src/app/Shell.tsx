/** The frame around every page of who is signed in: where one is, where one can go, and who one is. */
import { useCallback, useState } from "react";
import { NavLink, Outlet } from "react-router";

import { t, type TextKey } from "../texts";
import { Button, IconButton } from "../ui/Button";
import { Icon, type IconName } from "../ui/Icon";
import { Menu, MenuChoice, MenuItem, MenuLine } from "../ui/Menu";
import { KeyboardMap, useGlobalShortcuts } from "./keyboard";
import { Live } from "./live";
import { SignedIn, useAccount } from "./session";
import { chooseTheme, useTheme } from "./theme";
import "./shell.css";

const PLACES: { to: string; label: TextKey; icon: IconName }[] = [
  { to: "/overview", label: "common.nav.overview", icon: "overview" },
  { to: "/conversations", label: "common.nav.conversations", icon: "conversations" },
  { to: "/quality", label: "common.nav.quality", icon: "quality" },
  { to: "/agents", label: "common.nav.agents", icon: "agents" },
  { to: "/settings", label: "common.nav.settings", icon: "settings" },
];

export function Shell() {
  return (
    <SignedIn>
      <Live>
        <Frame />
      </Live>
    </SignedIn>
  );
}

function Frame() {
  const [isMapOpen, setMapOpen] = useState(false);
  // Always the same: between two keys that belong together nothing is registered anew.
  useGlobalShortcuts(useCallback(() => setMapOpen(true), []));
  return (
    <div className="shell">
      <a className="shell-skip" href="#content">{t("common.skipToContent")}</a>
      <nav className="shell-nav" aria-label={t("common.nav.label")}>
        <NavLink to="/conversations" className="shell-brand"><img src="/icon.svg" alt="" width="26" height="26" /><span>{t("common.product")}</span></NavLink>
        <ul>
          {PLACES.map((place) => (
            <li key={place.to}>
              <NavLink to={place.to}><Icon name={place.icon} /><span>{t(place.label)}</span></NavLink>
            </li>
          ))}
        </ul>
        <div className="shell-foot">
          <IconButton label={t("common.nav.keyboard")} icon="keyboard" onClick={() => setMapOpen(true)} />
          <AccountMenu />
        </div>
      </nav>
      <main id="content" className="shell-main" tabIndex={-1}><Outlet /></main>
      <KeyboardMap isOpen={isMapOpen} onClose={() => setMapOpen(false)} />
    </div>
  );
}

function AccountMenu() {
  const { session, signOut } = useAccount();
  const theme = useTheme();
  const name = session.user?.name ?? "";
  return (
    <Menu trigger={<Button look="quiet" icon="people" className="shell-account" aria-label={t("common.nav.account", { name })}><span>{name}</span></Button>}>
      <MenuChoice
        label={t("common.theme.label")}
        value={theme}
        onChange={chooseTheme}
        options={[
          { value: "system", label: t("common.theme.system") },
          { value: "light", label: t("common.theme.light") },
          { value: "dark", label: t("common.theme.dark") },
        ]}
      />
      <MenuLine />
      <MenuItem icon="external" onSelect={() => window.open("/docs", "_blank", "noopener")}>{t("common.nav.reference")}</MenuItem>
      <MenuItem onSelect={() => void signOut()}>{t("common.nav.signOut")}</MenuItem>
    </Menu>
  );
}
