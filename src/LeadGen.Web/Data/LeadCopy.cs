using LeadGen.Domain;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Data;

/// <summary>
/// Writes many new rows by binary COPY, in the transaction of its connection. A row that is there already fails the whole COPY with a
/// unique violation: the caller looks first, and does its work again where somebody else was faster.
/// </summary>
public sealed class LeadCopy(NpgsqlConnection connection)
{
    public Task LeadsAsync(IEnumerable<Lead> leads, CancellationToken cancel) =>
        CopyAsync(
            """
            leads (id, email, stage, facts, account_id, owner_id, channel, first_touch, last_touch, customer_since,
                counts_after, created_at, updated_at)
            """,
            leads,
            async (row, lead) =>
            {
                await row.IdAsync(lead.Id);
                await row.TextAsync(lead.Email);
                await row.TextAsync(Terms.Of(lead.Stage));
                await row.JsonAsync(lead.Facts);
                await row.IdAsync(lead.AccountId);
                await row.IdAsync(lead.OwnerId);
                await row.TextAsync(Terms.Of(lead.Channel));
                await row.JsonAsync(lead.FirstTouch);
                await row.JsonAsync(lead.LastTouch);
                await row.InstantAsync(lead.CustomerSince);
                await row.InstantAsync(lead.CountsAfter);
                await row.InstantAsync(lead.CreatedAt);
                await row.InstantAsync(lead.UpdatedAt);
            },
            cancel
        );

    public Task IdentitiesAsync(IEnumerable<LeadIdentity> identities, CancellationToken cancel) =>
        CopyAsync(
            "lead_identities (email, lead_id)",
            identities,
            async (row, identity) =>
            {
                await row.TextAsync(identity.Email);
                await row.IdAsync(identity.LeadId);
            },
            cancel
        );

    public Task AccountsAsync(IEnumerable<Account> accounts, CancellationToken cancel) =>
        CopyAsync(
            "accounts (id, domain, facts, created_at, updated_at)",
            accounts,
            async (row, account) =>
            {
                await row.IdAsync(account.Id);
                await row.TextAsync(account.Domain);
                await row.JsonAsync(account.Facts);
                await row.InstantAsync(account.CreatedAt);
                await row.InstantAsync(account.UpdatedAt);
            },
            cancel
        );

    public Task FactChangesAsync(IEnumerable<FactChange> changes, CancellationToken cancel) =>
        CopyAsync(
            "fact_changes (id, lead_id, origin, effective_at, recorded_at, actor, submission_id, values)",
            changes,
            async (row, change) =>
            {
                await row.IdAsync(change.Id);
                await row.IdAsync(change.LeadId);
                await row.TextAsync(Terms.Of(change.Origin));
                await row.InstantAsync(change.EffectiveAt);
                await row.InstantAsync(change.RecordedAt);
                await row.TextAsync(change.Actor);
                await row.IdAsync(change.SubmissionId);
                await row.JsonAsync(change.Values);
            },
            cancel
        );

    public Task TouchpointsAsync(IEnumerable<Touchpoint> touchpoints, CancellationToken cancel) =>
        CopyAsync(
            """
            touchpoints (id, kind, occurred_at, recorded_at, lead_id, visitor_id, submission_id, offer, path, channel, source,
                properties, machine)
            """,
            touchpoints,
            async (row, touchpoint) =>
            {
                await row.IdAsync(touchpoint.Id);
                await row.TextAsync(touchpoint.Kind);
                await row.InstantAsync(touchpoint.OccurredAt);
                await row.InstantAsync(touchpoint.RecordedAt);
                await row.IdAsync(touchpoint.LeadId);
                await row.IdAsync(touchpoint.VisitorId);
                await row.IdAsync(touchpoint.SubmissionId);
                await row.TextAsync(touchpoint.Offer);
                await row.TextAsync(touchpoint.Path);
                await row.TextAsync(touchpoint.Channel is { } channel ? Terms.Of(channel) : null);
                await row.JsonAsync(touchpoint.Source);
                await row.JsonAsync(touchpoint.Properties);
                await row.FlagAsync(touchpoint.Machine);
            },
            cancel
        );

    public Task OutcomesAsync(IEnumerable<Outcome> outcomes, CancellationToken cancel) =>
        CopyAsync(
            "outcomes (id, lead_id, result, amount, currency, reason, occurred_at, recorded_at, actor)",
            outcomes,
            async (row, outcome) =>
            {
                await row.IdAsync(outcome.Id);
                await row.IdAsync(outcome.LeadId);
                await row.TextAsync(Terms.Of(outcome.Result));
                await row.AmountAsync(outcome.Amount);
                await row.TextAsync(outcome.Currency);
                await row.TextAsync(outcome.Reason);
                await row.InstantAsync(outcome.OccurredAt);
                await row.InstantAsync(outcome.RecordedAt);
                await row.TextAsync(outcome.Actor);
            },
            cancel
        );

    public Task StageMovesAsync(IEnumerable<StageMove> moves, CancellationToken cancel) =>
        CopyAsync(
            """
            stage_moves (id, lead_id, from_stage, to_stage, at, made_by, cause, actor, reason, note, score, model_version, implied,
                handoff_id)
            """,
            moves,
            async (row, move) =>
            {
                await row.IdAsync(move.Id);
                await row.IdAsync(move.LeadId);
                await row.TextAsync(Terms.Of(move.From));
                await row.TextAsync(Terms.Of(move.To));
                await row.InstantAsync(move.At);
                await row.TextAsync(Terms.Of(move.Trigger));
                await row.TextAsync(Terms.Of(move.Cause));
                await row.TextAsync(move.Actor);
                await row.TextAsync(move.Reason);
                await row.TextAsync(move.Note);
                await row.NumberAsync(move.Score);
                await row.NumberAsync(move.ModelVersion);
                await row.FlagAsync(move.Implied);
                await row.IdAsync(move.HandoffId);
            },
            cancel
        );

    public Task RescoreRequestsAsync(IEnumerable<RescoreRequest> requests, CancellationToken cancel) =>
        CopyAsync(
            "rescore_requests (id, lead_id, cause, moves, touchpoint_id, actor)",
            requests,
            async (row, request) =>
            {
                await row.IdAsync(request.Id);
                await row.IdAsync(request.LeadId);
                await row.TextAsync(Terms.Of(request.Cause));
                await row.FlagAsync(request.Moves);
                await row.IdAsync(request.TouchpointId);
                await row.TextAsync(request.Actor);
            },
            cancel
        );

    private async Task CopyAsync<T>(
        string tableAndColumns,
        IEnumerable<T> rows,
        Func<CopyRow, T, Task> write,
        CancellationToken cancel
    )
    {
        NpgsqlBinaryImporter? copy = null;
        try
        {
            foreach (var row in rows)
            {
                copy ??= await connection.BeginBinaryImportAsync(
                    $"copy {LeadGenDbContext.Schema}.{tableAndColumns} from stdin (format binary)",
                    cancel
                );
                await copy.StartRowAsync(cancel);
                await write(new CopyRow(copy, cancel), row);
            }

            if (copy is not null)
            {
                await copy.CompleteAsync(cancel);
            }
        }
        finally
        {
            if (copy is not null)
            {
                await copy.DisposeAsync();
            }
        }
    }

    private readonly struct CopyRow(NpgsqlBinaryImporter copy, CancellationToken cancel)
    {
        public Task IdAsync(Guid? id) =>
            id is { } value ? copy.WriteAsync(value, NpgsqlDbType.Uuid, cancel) : copy.WriteNullAsync(cancel);

        public Task TextAsync(string? text) =>
            text is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(text, NpgsqlDbType.Text, cancel);

        public Task JsonAsync<T>(T? value)
            where T : class =>
            value is null
                ? copy.WriteNullAsync(cancel)
                : copy.WriteAsync(JsonColumn.Write(value), NpgsqlDbType.Jsonb, cancel);

        public Task InstantAsync(DateTimeOffset? instant) =>
            instant is { } value
                ? copy.WriteAsync(value.UtcDateTime, NpgsqlDbType.TimestampTz, cancel)
                : copy.WriteNullAsync(cancel);

        public Task AmountAsync(decimal? amount) =>
            amount is { } value ? copy.WriteAsync(value, NpgsqlDbType.Numeric, cancel) : copy.WriteNullAsync(cancel);

        public Task NumberAsync(int? number) =>
            number is { } value ? copy.WriteAsync(value, NpgsqlDbType.Integer, cancel) : copy.WriteNullAsync(cancel);

        public Task FlagAsync(bool flag) => copy.WriteAsync(flag, NpgsqlDbType.Boolean, cancel);
    }
}
