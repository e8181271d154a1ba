/** Buttons and links that look like them. */
import type { ComponentProps, ReactNode } from "react";
import { Link } from "react-router";

import { Icon, type IconName } from "./Icon";
import "./button.css";

type Look = "plain" | "primary" | "danger" | "quiet";

interface Props extends ComponentProps<"button"> {
  look?: Look;
  icon?: IconName;
  /** It works on it: the button cannot be pressed again, and says so. */
  isBusy?: boolean;
  children?: ReactNode;
}

export function Button({ look = "plain", icon, isBusy = false, children, className, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${look} ${className ?? ""}`}
      disabled={rest.disabled || isBusy}
      aria-busy={isBusy || undefined}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that shows an icon alone; `label` is its name for those who do not see it, and its tooltip. */
export function IconButton({ label, icon, ...rest }: Omit<Props, "children" | "icon"> & { label: string; icon: IconName }) {
  return <Button look="quiet" {...rest} icon={icon} aria-label={label} title={label} />;
}

export function ButtonLink({ look = "plain", icon, children, ...rest }: ComponentProps<typeof Link> & { look?: Look; icon?: IconName }) {
  return (
    <Link {...rest} className={`button button-${look}`}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}
