using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Scoring.History;

/// <summary>
/// Streams all leads with their histories, in order of lead and as of one snapshot: several COPYs side by side, merged as they come,
/// so that memory does not grow with the number of leads. It blocks its thread: awaiting each of a hundred million columns would
/// cost more than reading them.
/// </summary>
internal sealed class HistoryReader : IDisposable
{
    private readonly SnapshotConnections _connections;
    private readonly ReplayOrder _order;
    private readonly CopyRows<LeadRow> _leads;
    private readonly MergedRows<FactChange> _changes;
    private readonly MergedRows<Touchpoint> _touchpoints;
    private readonly MergedRows<StageMove> _moves;
    private readonly MergedRows<SalesWord> _words;
    private readonly Dictionary<Guid, AccountStep[]> _accounts;
    private readonly List<FactChange> _ownChanges = [];
    private readonly List<SalesWord> _ownWords = [];
    private readonly RowReader _row;

    public HistoryReader(NpgsqlDataSource source, IReadOnlyList<ScoringModel> models, ReplayOrder order)
        : this(source, HistorySql.SharedFactsOf(models), HistorySql.PropertiesOf(models), order) { }

    /// <param name="sharedFacts">Those of accounts that are asked for; all of a lead's own come.</param>
    /// <param name="properties">Those of touchpoints that are asked for.</param>
    public HistoryReader(NpgsqlDataSource source, string[] sharedFacts, string[] properties, ReplayOrder order)
    {
        _connections = new SnapshotConnections(source);
        _order = order;
        _row = new RowReader(properties);
        try
        {
            _accounts = ReadAccounts(HistorySql.Answers(sharedFacts));
            _leads = new(_connections.Copy(HistorySql.Leads), ReadLead);
            _changes = new(
                new(_connections.Copy(HistorySql.Changes(merged: false)), ReadChange),
                MergedRows.Read(_connections, HistorySql.Changes(merged: true), ReadMergedChange)
            );
            _touchpoints = MergedRows.OfTouchpoints(_connections, _row, order == ReplayOrder.AsRecorded);
            _moves = new(
                new(_connections.Copy(HistorySql.Moves(merged: false)), ReadMove),
                MergedRows.Read(_connections, HistorySql.Moves(merged: true), ReadMove),
                move => (move.At, move.At)
            );
            _words = new(
                new(_connections.Copy(HistorySql.Words(merged: false)), ReadWord),
                MergedRows.Read(_connections, HistorySql.Words(merged: true), ReadWord)
            );
        }
        catch
        {
            _connections.Dispose();
            throw;
        }
    }

    /// <summary>Fills in the next lead.</summary>
    /// <returns>False at the end.</returns>
    public bool Read(LeadHistory lead)
    {
        lead.Clear();
        if (_leads.Next is not { } id)
        {
            return false;
        }
        var row = _leads.Take();
        lead.LeadId = id;
        _ownChanges.Clear();
        _changes.TakeAll(id, _ownChanges);
        var account = row.Account is { } known ? _accounts.GetValueOrDefault(known) : null;
        FactTimeline.Fill(lead.Facts, row.Origin, _ownChanges, account ?? [], _order);
        _touchpoints.TakeAll(id, lead.Touchpoints);
        _moves.TakeAll(id, lead.Moves);
        _ownWords.Clear();
        _words.TakeAll(id, _ownWords);
        lead.Verdict = SalesVerdicts.Of(_ownWords);
        return true;
    }

    public void Dispose()
    {
        _leads.Dispose();
        _changes.Dispose();
        _touchpoints.Dispose();
        _moves.Dispose();
        _words.Dispose();
        _connections.Dispose();
    }

    private Dictionary<Guid, AccountStep[]> ReadAccounts(string? sql)
    {
        var accounts = new Dictionary<Guid, AccountStep[]>();
        if (sql is null)
        {
            return accounts;
        }
        using var rows = new CopyRows<AccountAnswer>(_connections.Copy(sql), ReadAnswer);
        var answers = new List<AccountAnswer>();
        while (rows.Next is { } account)
        {
            answers.Clear();
            rows.TakeAll(account, answers);
            accounts[account] = AccountTimeline.Of(answers, _order);
        }
        return accounts;
    }

    private LeadRow ReadLead(NpgsqlBinaryExporter row)
    {
        var email = row.Read<string>(NpgsqlDbType.Text);
        var account = RowReader.OrNull<Guid>(row, NpgsqlDbType.Uuid);
        var source = _row.Text(row);
        return new(account, LeadOrigin.Of(email, source, Terms.Read<Channel>(_row.Text(row)!)));
    }

    private FactChange ReadChange(NpgsqlBinaryExporter row) =>
        new()
        {
            LeadId = Guid.Empty,
            Id = row.Read<Guid>(NpgsqlDbType.Uuid),
            Origin = Terms.Read<FactOrigin>(_row.Text(row)!),
            EffectiveAt = RowReader.Instant(row),
            RecordedAt = RowReader.Instant(row),
            Values = JsonColumn.Read<Dictionary<string, string?>>(row.Read<string>(NpgsqlDbType.Text)),
        };

    // Whose it is must be known where several leads are one person.
    private FactChange ReadMergedChange(NpgsqlBinaryExporter row) =>
        ReadChange(row) with
        {
            LeadId = row.Read<Guid>(NpgsqlDbType.Uuid),
        };

    private StageMove ReadMove(NpgsqlBinaryExporter row) =>
        new()
        {
            LeadId = Guid.Empty,
            Id = row.Read<Guid>(NpgsqlDbType.Uuid),
            From = Terms.Read<Stage>(_row.Text(row)!),
            To = Terms.Read<Stage>(_row.Text(row)!),
            At = RowReader.Instant(row),
            Trigger = Terms.Read<MoveTrigger>(_row.Text(row)!),
            Cause = Terms.Read<MoveCause>(_row.Text(row)!),
            ModelVersion = RowReader.OrNull<int>(row, NpgsqlDbType.Integer),
        };

    private SalesWord ReadWord(NpgsqlBinaryExporter row)
    {
        var said = _row.Text(row)!;
        var kind = Terms.Parse<OutcomeResult>(said) is { } result
            ? SalesVerdicts.Of(result)
            : SalesVerdicts.Of(Terms.Read<HandoffState>(said))!.Value;
        return new(kind, RowReader.Instant(row), RowReader.Instant(row));
    }

    private AccountAnswer ReadAnswer(NpgsqlBinaryExporter row)
    {
        var (key, value) = (_row.Text(row)!, _row.Text(row)!);
        var origin = Terms.Read<FactOrigin>(_row.Text(row)!);
        return new(key, new Fact(value, origin, RowReader.Instant(row)), RowReader.Instant(row));
    }

    private readonly record struct LeadRow(Guid? Account, LeadOrigin Origin);
}
