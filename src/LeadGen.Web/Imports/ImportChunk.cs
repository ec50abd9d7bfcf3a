using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Imports;

/// <summary>
/// Some hundred rows on their way into the tables, in the transaction of the caller. What is there is read first; then every row goes
/// through the domain; what is new is copied in. Where somebody else was faster a unique key says so, and the caller begins anew.
/// </summary>
internal sealed class ImportChunk(LeadGenDbContext db, IReadOnlyList<ImportedRow> rows, DateTimeOffset now)
{
    public const string Actor = "import";

    private readonly Dictionary<string, Lead> _leads = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Lead> _survivors = [];
    private readonly HashSet<Guid> _there = [];
    private readonly List<Lead> _newLeads = [];
    private readonly List<LeadIdentity> _newIdentities = [];
    private readonly List<FactChange> _changes = [];
    private readonly List<Touchpoint> _touchpoints = [];
    private readonly List<Outcome> _outcomes = [];
    private readonly List<StageMove> _moves = [];
    private readonly HashSet<Guid> _rescored = [];
    private Dictionary<string, Guid> _accounts = [];
    private Dictionary<Guid, Handoff> _open = [];
    private Dictionary<Guid, LeadScore> _scores = [];
    private List<Reason> _reasons = [];

    /// <param name="locks">False where nothing will be written.</param>
    public async Task ReadAsync(bool locks, CancellationToken cancel)
    {
        var keys = rows.Select(row => row.Email.Key).Distinct().ToArray();
        var identities = await db
            .LeadIdentities.AsNoTracking()
            .Where(identity => keys.Contains(identity.Email))
            .ToListAsync(cancel);
        // Of a merged lead the survivor too, which is where outcomes belong.
        var ids = identities
            .SelectMany(identity => new[] { identity.KeptWith, identity.LeadId })
            .Distinct()
            .Order()
            .ToArray();
        var leads = locks
            ? db.Leads.FromSql($"select * from leadgen.leads where id = any({ids}) order by id for update")
            : db.Leads.AsNoTracking().Where(lead => ids.Contains(lead.Id));
        var byId = await leads.ToDictionaryAsync(lead => lead.Id, cancel);
        foreach (var identity in identities)
        {
            _leads[identity.Email] = byId[identity.KeptWith];
            _survivors[identity.KeptWith] = byId[identity.LeadId];
        }

        await ReadWhatIsThereAsync(cancel);
        if (rows.Any(row => row.Outcome is not null && !_there.Contains(row.Outcome.Id)))
        {
            await ReadForOutcomesAsync(ids, cancel);
        }
    }

    /// <summary>Leads with a business address belong to the account of its domain, made where there is none.</summary>
    public async Task EnsureAccountsAsync(CancellationToken cancel)
    {
        var domains = await db.MailDomainsAsync(cancel);
        _accounts = await AccountRows.EnsureAsync(
            db,
            rows.Where(row => !_leads.ContainsKey(row.Email.Key))
                .Select(row => domains.BusinessOf(row.Email))
                .OfType<string>(),
            now,
            cancel
        );
    }

    /// <param name="isNew">Is a lead that is not in the tables a new one? In a dry run an earlier row may have told of it.</param>
    public ImportSummary Apply(Func<string, bool> isNew)
    {
        var summary = new ImportSummary();
        for (var i = 0; i < rows.Count; i++)
        {
            // A microsecond apart, so that what two rows say of one lead keeps its order.
            summary = summary.Plus(Apply(rows[i], now.AddMicroseconds(i), isNew));
        }

        return summary;
    }

    public async Task WriteAsync(CancellationToken cancel)
    {
        // Existing leads and their hand-offs, which were locked first.
        await db.SaveChangesAsync(cancel);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        // In the order of the addresses, so that two imports of the same leads wait for each other and never in a circle.
        await Tables.Identities.CopyAsync(
            connection,
            _newIdentities.OrderBy(identity => identity.Email, StringComparer.Ordinal),
            cancel
        );
        await Tables.Leads.CopyAsync(connection, _newLeads, cancel);
        await Tables.FactChanges.CopyAsync(connection, _changes, cancel);
        await Tables.Touchpoints.CopyAsync(connection, _touchpoints, cancel);
        await Tables.Outcomes.CopyAsync(connection, _outcomes, cancel);
        await Tables.StageMoves.CopyAsync(connection, _moves, cancel);
        await EventLog.WriteAsync(db, await ToldAsync(cancel), cancel);
        await Tables.RescoreRequests.CopyAsync(
            connection,
            _rescored.Select(id => RescoreQueue.Quiet(id, MoveCause.Touchpoint, now)),
            cancel
        );
    }

    /// <summary>A million new leads are a million events: of leads and their facts there are some only where an endpoint wants them.</summary>
    private async Task<List<EventDraft>> ToldAsync(CancellationToken cancel)
    {
        var wanted = await db
            .WebhookEndpoints.Where(one => one.OffAt == null)
            .Select(one => one.Types)
            .ToListAsync(cancel);
        var told = new List<EventDraft>();
        if (wanted.Exists(types => types.Contains(LeadEventTypes.Created)))
        {
            told.AddRange(_newLeads.Select(EventDraft.Of));
        }

        if (wanted.Exists(types => types.Contains(LeadEventTypes.Updated)))
        {
            // What a lead knows from the beginning is no change of it.
            var created = _newLeads.Select(lead => lead.Id).ToHashSet();
            told.AddRange(_changes.Where(change => !created.Contains(change.LeadId)).Select(EventDraft.Of));
        }

        told.AddRange(_outcomes.Select(EventDraft.Of));
        told.AddRange(_moves.Select(EventDraft.Of));
        return told;
    }

    /// <summary>What was written, so that it can be taken back; null where that is nothing.</summary>
    public ImportPart? PartOf(Guid import, long number) =>
        _newLeads.Count + _changes.Count + _touchpoints.Count + _outcomes.Count == 0
            ? null
            : new ImportPart
            {
                ImportId = import,
                Number = number,
                Leads = [.. _newLeads.Select(lead => lead.Id)],
                FactChanges = [.. _changes.Select(change => change.Id)],
                Touchpoints = [.. _touchpoints.Select(touchpoint => touchpoint.Id)],
                Outcomes = [.. _outcomes.Select(outcome => outcome.Id)],
                StageMoves = [.. _moves.Select(move => move.Id)],
            };

    private async Task ReadWhatIsThereAsync(CancellationToken cancel)
    {
        var touchpoints = rows.SelectMany(row => row.Touchpoints).Select(touchpoint => touchpoint.Id).ToArray();
        if (touchpoints.Length > 0)
        {
            _there.UnionWith(
                await db
                    .Touchpoints.Where(touchpoint => touchpoints.Contains(touchpoint.Id))
                    .Select(touchpoint => touchpoint.Id)
                    .ToListAsync(cancel)
            );
        }

        var outcomes = rows.Select(row => row.Outcome?.Id).OfType<Guid>().ToArray();
        if (outcomes.Length > 0)
        {
            _there.UnionWith(
                await db
                    .Outcomes.Where(outcome => outcomes.Contains(outcome.Id))
                    .Select(outcome => outcome.Id)
                    .ToListAsync(cancel)
            );
        }
    }

    private async Task ReadForOutcomesAsync(Guid[] ids, CancellationToken cancel)
    {
        _reasons = await db.Reasons.AsNoTracking().ToListAsync(cancel);
        _open = await db
            .Handoffs.Where(handoff => ids.Contains(handoff.LeadId))
            .Where(Queries.IsOpen)
            .ToDictionaryAsync(handoff => handoff.LeadId, cancel);
        _scores = await db
            .LeadScores.AsNoTracking()
            .Where(score => ids.Contains(score.LeadId))
            .ToDictionaryAsync(score => score.LeadId, cancel);
    }

    private ImportSummary Apply(ImportedRow row, DateTimeOffset recordedAt, Func<string, bool> isNew)
    {
        var created = false;
        if (!_leads.TryGetValue(row.Email.Key, out var lead))
        {
            (lead, created) = (Make(row), isNew(row.Email.Key));
        }

        var changed = Learn(lead, row, recordedAt) | Add(lead, row.Touchpoints, recordedAt);
        changed |= row.Outcome is { } outcome && Add(_survivors.GetValueOrDefault(lead.Id, lead), outcome, recordedAt);
        if (created || changed)
        {
            _rescored.Add(lead.Id);
        }

        return created ? new ImportSummary(Created: 1)
            : changed ? new ImportSummary(Updated: 1)
            : new ImportSummary(Unchanged: 1);
    }

    private Lead Make(ImportedRow row)
    {
        // The account of a domain that is no company's was not made, nor read.
        Guid? account = _accounts.TryGetValue(row.Email.Domain, out var id) ? id : null;
        var lead = Lead.Capture(Guid.CreateVersion7(now), row.Email, row.Touch.Channel, account, now);
        _leads[row.Email.Key] = lead;
        _newLeads.Add(lead);
        _newIdentities.Add(new LeadIdentity(row.Email.Key, lead.Id));
        return lead;
    }

    private bool Learn(Lead lead, ImportedRow row, DateTimeOffset recordedAt)
    {
        var told = row.Facts.Where(fact => !IsLesserOfTwo(lead, fact.Key, fact.Value, row.Touch.At)).ToDictionary();
        var answers = new FactAnswers(told, FactOrigin.Import, row.Touch.At, recordedAt, Actor);
        // Of two touches at one instant the first that was told stays, so that a repeat changes nothing.
        if (lead.LastTouch?.At != row.Touch.At)
        {
            lead.Touched(row.Touch);
        }

        if (lead.Learn(answers).Change is not { } change)
        {
            return false;
        }

        _changes.Add(change);
        return true;
    }

    /// <summary>Two rows tell a fact as of the same instant: the greater text counts, so that a repeat changes nothing.</summary>
    private static bool IsLesserOfTwo(Lead lead, string fact, string? value, DateTimeOffset at) =>
        lead.Facts.TryGetValue(fact, out var held)
        && held.Origin == FactOrigin.Import
        && held.At == at
        && string.CompareOrdinal(value, held.Value) < 0;

    private bool Add(Lead lead, IReadOnlyList<Touchpoint> touchpoints, DateTimeOffset recordedAt)
    {
        var before = _touchpoints.Count;
        _touchpoints.AddRange(
            touchpoints
                .Where(touchpoint => _there.Add(touchpoint.Id))
                .Select(touchpoint => touchpoint with { LeadId = lead.Id, RecordedAt = recordedAt })
        );
        return _touchpoints.Count > before;
    }

    private bool Add(Lead lead, ImportedOutcome told, DateTimeOffset recordedAt)
    {
        if (!_there.Add(told.Id))
        {
            return false;
        }

        var listed = _reasons.Find(reason => reason.Key.Equals(told.Reason, StringComparison.OrdinalIgnoreCase));
        _outcomes.Add(
            new Outcome
            {
                Id = told.Id,
                LeadId = lead.Id,
                Result = told.Result,
                Amount = told.Amount,
                Currency = told.Currency,
                Reason = listed?.Key ?? told.Reason,
                OccurredAt = told.OccurredAt,
                RecordedAt = recordedAt,
                Actor = Actor,
            }
        );
        Guid? concluded = null;
        if (_open.Remove(lead.Id, out var open))
        {
            open.Conclude(
                OutcomeMoves.EndOfHandoff(told.Result, listed?.Type),
                listed?.Key,
                told.Reason,
                Actor,
                recordedAt
            );
            concluded = open.Id;
        }

        var score = _scores.GetValueOrDefault(lead.Id);
        var context = new MoveContext(
            recordedAt,
            MoveCause.Person,
            Actor,
            listed?.Key ?? told.Reason,
            Score: score?.Score,
            ModelVersion: score?.ModelVersion,
            HandoffId: concluded,
            OccurredAt: told.OccurredAt
        );
        _moves.AddRange(OutcomeMoves.Apply(lead, told.Result, listed?.Type, context));
        return true;
    }
}
