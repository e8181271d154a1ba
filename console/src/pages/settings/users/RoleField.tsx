/** What somebody may do: owners make owners, others do not. */
import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Field, Select } from "../../../ui/Field";
import type { User } from "../shared/queries";

export type Role = User["role"];

const ROLES = ["member", "admin", "owner"] as const;

export function RoleField({ value, onChange, error }: { value: Role; onChange(role: Role): void; error?: string | undefined }) {
  const { session } = useAccount();
  const offered = ROLES.filter((role) => role !== "owner" || session.user?.role === "owner");
  return (
    <Field label={t("settings.users.role")} hint={isOffered(value) ? t(`settings.users.roleHint.${value}`) : undefined} error={error}>
      <Select value={value} onChange={(event) => onChange(ROLES.find((role) => role === event.target.value) ?? "member")}>
        {offered.map((role) => <option key={role} value={role}>{t(`settings.users.roles.${role}`)}</option>)}
      </Select>
    </Field>
  );
}

function isOffered(role: Role): role is (typeof ROLES)[number] {
  return role !== "inactive" && role !== "not_invited";
}
