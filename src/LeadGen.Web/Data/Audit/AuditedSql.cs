using System.Data.Common;
using System.Text.RegularExpressions;
using LeadGen.Domain;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Data.Audit;

/// <summary>What staff or an API key changes by a statement of its own is told too: which table and how many rows, in the same transaction.</summary>
public sealed partial class AuditedSql(IHttpContextAccessor http, TimeProvider time) : DbCommandInterceptor
{
    /// <summary>The same for whatever is told by a statement of its own.</summary>
    private const string Insert = """
        insert into leadgen.audit_entries (id, at, actor_kind, actor_id, actor, action, kind, object_id, changes, way, address)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    public override async ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (
            result > 0
            && eventData.CommandSource
                is CommandSource.ExecuteSqlRaw
                    or CommandSource.ExecuteUpdate
                    or CommandSource.ExecuteDelete
            && http.HttpContext?.Features.Get<AuditActor>() is { } actor
            && Read(command.CommandText) is var (action, table)
        )
        {
            var draft = AuditDraft.Many(action, table, result);
            // The route says which: a statement of its own is about the thing of the page.
            var id = http.HttpContext.Request.RouteValues.GetValueOrDefault("id") as string;
            var entry = AuditEntry.By(actor, action, table, id, time.GetUtcNow(), draft.Changes);
            await WriteAsync((NpgsqlConnection)command.Connection!, command.Transaction, entry, cancellationToken);
        }

        return result;
    }

    /// <returns>What a statement does to which table first; null where that is nothing to tell.</returns>
    public static (AuditAction Action, string Table)? Read(string sql)
    {
        var found = Change().Match(sql);
        var table = found.Groups["table"].Value;
        if (
            !found.Success
            || AuditRules.Follow.Contains(table)
            || sql.Contains("settings.value::bigint + 1", StringComparison.Ordinal)
        )
        {
            return null;
        }

        return found.Groups["verb"].Value.ToLowerInvariant() switch
        {
            "insert into" => (AuditAction.Added, table),
            "delete from" => (AuditAction.Removed, table),
            _ => (AuditAction.Changed, table),
        };
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection,
        DbTransaction? transaction,
        AuditEntry entry,
        CancellationToken cancel
    )
    {
        await using var insert = new NpgsqlCommand(Insert, connection, (NpgsqlTransaction?)transaction);
        object?[] values =
        [
            entry.Id,
            entry.At.UtcDateTime,
            Terms.Of(entry.ActorKind),
            entry.ActorId,
            entry.Actor,
            Terms.Of(entry.Action),
            entry.Kind,
            entry.ObjectId,
        ];
        insert.Parameters.AddRange(
            values.Select(value => new NpgsqlParameter { Value = value ?? DBNull.Value }).ToArray()
        );
        insert.Parameters.Add(new() { Value = JsonColumn.Write(entry.Changes), NpgsqlDbType = NpgsqlDbType.Jsonb });
        insert.Parameters.Add(new() { Value = entry.Way });
        insert.Parameters.Add(new() { Value = (object?)entry.Address ?? DBNull.Value });
        await insert.ExecuteNonQueryAsync(cancel);
    }

    [GeneratedRegex(
        @"\b(?<verb>insert\s+into|update|delete\s+from)\s+""?leadgen""?\.""?(?<table>\w+)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Change();
}
