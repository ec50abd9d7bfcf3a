using System.Collections;
using System.Globalization;
using LeadGen.Domain.Leads;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace LeadGen.Web.Data.Audit;

/// <summary>A change that is about to be saved, as the audit log tells it.</summary>
internal sealed record AuditDraft(
    AuditAction Action,
    string Kind,
    string? ObjectId,
    IReadOnlyDictionary<string, AuditChange> Changes
)
{
    /// <summary>More of a kind at once are told as a number.</summary>
    private const int AlikeMax = 10;

    private const int ValueMaxLength = 500;

    /// <summary>One for each row that is changed; where many are alike, one for them all.</summary>
    public static IEnumerable<AuditDraft> Of(DbContext db) =>
        db
            .ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(Of)
            .OfType<AuditDraft>()
            .GroupBy(draft => (draft.Kind, draft.Action))
            .SelectMany(alike =>
                alike.Count() <= AlikeMax ? alike.ToArray() : [Many(alike.Key.Action, alike.Key.Kind, alike.Count())]
            );

    public static AuditDraft Many(AuditAction action, string kind, int rows) =>
        new(
            action,
            kind,
            null,
            new Dictionary<string, AuditChange> { ["rows"] = new(null, rows.ToString(CultureInfo.InvariantCulture)) }
        );

    private static AuditDraft? Of(EntityEntry entry) =>
        entry.Entity switch
        {
            FactChange facts => new(
                AuditAction.Changed,
                "leads",
                facts.LeadId.ToString(),
                facts.Values.Keys.ToDictionary(fact => fact, _ => new AuditChange(null, null))
            ),
            IdentityUserRole<Guid> held => OfRole(entry, held),
            _ when entry.Metadata.GetTableName() is { } table && !AuditRules.Follow.Contains(table) => OfRow(
                entry,
                table
            ),
            _ => null,
        };

    private static AuditDraft OfRole(EntityEntry entry, IdentityUserRole<Guid> held)
    {
        var role = entry.Context.Set<IdentityRole<Guid>>().Local.FindEntry(held.RoleId)?.Entity.Name;
        var change = entry.State == EntityState.Added ? new AuditChange(null, role) : new AuditChange(role, null);
        return new(
            AuditAction.Changed,
            "users",
            held.UserId.ToString(),
            new Dictionary<string, AuditChange> { ["role"] = change }
        );
    }

    private static AuditDraft? OfRow(EntityEntry entry, string table)
    {
        var key = entry.Metadata.FindPrimaryKey()!.Properties;
        var changes = entry.Entity is Setting ? PartsOf(entry) : null;
        changes ??= entry
            .Properties.Where(property =>
                !key.Contains(property.Metadata)
                && !AuditRules.Silent.Contains(NameOf(property))
                && (entry.State != EntityState.Modified || IsChanged(property))
            )
            .Select(property => (Name: NameOf(property), Change: ChangeOf(entry, property)))
            .Where(field => field.Change is not null)
            .ToDictionary(field => field.Name, field => field.Change!);
        if (entry.State == EntityState.Modified && changes.Count == 0)
        {
            return null;
        }

        return new(ActionOf(entry.State), table, IdOf(entry, key), changes);
    }

    private static Dictionary<string, AuditChange>? PartsOf(EntityEntry entry)
    {
        var value = entry.Property(nameof(Setting.Value));
        return SettingParts.Of(
            entry.State == EntityState.Added ? null : (string?)value.OriginalValue,
            entry.State == EntityState.Deleted ? null : (string?)value.CurrentValue
        );
    }

    /// <summary>A text that is a key may be somebody's own, such as their address: then the lead is named.</summary>
    private static string? IdOf(EntityEntry entry, IReadOnlyList<IProperty> key)
    {
        if (entry.Entity is LeadIdentity identity)
        {
            return identity.LeadId.ToString();
        }

        var told = key.Where(part =>
            part.ClrType != typeof(string) || AuditRules.ToldInFull.Contains(entry.Metadata.ClrType)
        );
        var id = string.Join(
            ' ',
            told.Select(part => Convert.ToString(entry.Property(part).CurrentValue, CultureInfo.InvariantCulture))
        );
        return id.Length > 0 ? id : null;
    }

    /// <summary>A row that is saved whole is not changed whole.</summary>
    private static bool IsChanged(PropertyEntry property) =>
        property.IsModified
        && !property.Metadata.GetValueComparer().Equals(property.OriginalValue, property.CurrentValue);

    /// <returns>Null where it is empty before and after.</returns>
    private static AuditChange? ChangeOf(EntityEntry entry, PropertyEntry property)
    {
        var before = entry.State == EntityState.Added ? null : property.OriginalValue;
        var after = entry.State == EntityState.Deleted ? null : property.CurrentValue;
        if (before is null && after is null)
        {
            return null;
        }

        return IsTold(entry, property)
            ? new AuditChange(TextOf(property, before), TextOf(property, after))
            : new AuditChange(null, null);
    }

    private static bool IsTold(EntityEntry entry, PropertyEntry property)
    {
        var type = Nullable.GetUnderlyingType(property.Metadata.ClrType) ?? property.Metadata.ClrType;
        return !AuditRules.Secret.Contains(NameOf(property))
            && (AuditRules.ToldInFull.Contains(entry.Metadata.ClrType) || type.IsValueType);
    }

    private static string? TextOf(PropertyEntry property, object? value)
    {
        var stored = property.Metadata.GetTypeMapping().Converter is { } converter
            ? converter.ConvertToProvider(value)
            : value;
        var text = stored switch
        {
            null => null,
            string words => words,
            DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
            IEnumerable several => string.Join(", ", several.Cast<object>()),
            _ => Convert.ToString(stored, CultureInfo.InvariantCulture),
        };
        return text is { Length: > ValueMaxLength } ? text[..ValueMaxLength] + "…" : text;
    }

    private static string NameOf(PropertyEntry property) => property.Metadata.GetColumnName();

    private static AuditAction ActionOf(EntityState state) =>
        state switch
        {
            EntityState.Added => AuditAction.Added,
            EntityState.Deleted => AuditAction.Removed,
            _ => AuditAction.Changed,
        };
}
