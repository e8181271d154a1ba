/** A menu below a button. */
import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

import { Icon, type IconName } from "./Icon";
import "./menu.css";

export function Menu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>{children}</DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem(props: { icon?: IconName; onSelect(): void; isDisabled?: boolean; isDanger?: boolean; children: ReactNode }) {
  return (
    <DropdownMenu.Item
      className={`menu-item ${props.isDanger ? "menu-danger" : ""}`}
      disabled={props.isDisabled ?? false}
      onSelect={props.onSelect}
    >
      {props.icon && <Icon name={props.icon} size={16} />}
      {props.children}
    </DropdownMenu.Item>
  );
}

export function MenuChoice<T extends string>(props: { label: string; value: T; options: { value: T; label: string }[]; onChange(value: T): void }) {
  return (
    <>
      <DropdownMenu.Label className="menu-label">{props.label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={props.value} onValueChange={(value) => props.onChange(value as T)}>
        {props.options.map((option) => (
          <DropdownMenu.RadioItem key={option.value} value={option.value} className="menu-item">
            <span className="menu-tick"><DropdownMenu.ItemIndicator><Icon name="check" size={16} /></DropdownMenu.ItemIndicator></span>
            {option.label}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="menu-line" />;
}
