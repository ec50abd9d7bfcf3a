using LeadGen.Domain;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Scoring.History;

/// <summary>Streams all leads, or those of a range, with what is known of them now and their touchpoints, in order of lead and as of one snapshot. It blocks its thread.</summary>
internal sealed class ScoredLeadReader : IDisposable
{
    private const int AccountsKept = 10_000;

    private readonly SnapshotConnections _connections;
    private readonly RowReader _row;
    private readonly CopyRows<ScoredLead> _leads;
    private readonly MergedRows<Touchpoint> _touchpoints;
    private readonly Dictionary<Guid, Dictionary<string, string>> _accounts = [];

    public ScoredLeadReader(NpgsqlDataSource source, ScoringModel model, LeadRange? range = null)
    {
        _connections = new SnapshotConnections(source);
        _row = new RowReader(HistorySql.PropertiesOf([model]));
        try
        {
            _leads = new(_connections.Copy(HistorySql.ScoredLeads(range)), ReadLead);
            _touchpoints = MergedRows.OfTouchpoints(_connections, _row, asRecorded: false, range);
        }
        catch
        {
            _connections.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next lead and, in order of time, its touchpoints.</summary>
    /// <returns>Null at the end.</returns>
    public (Guid Id, ScoredLead Lead)? Read(List<Touchpoint> touchpoints)
    {
        touchpoints.Clear();
        if (_leads.Next is not { } id)
        {
            return null;
        }
        var lead = _leads.Take();
        _touchpoints.TakeAll(id, touchpoints);
        return (id, lead);
    }

    public void Dispose()
    {
        _leads.Dispose();
        _touchpoints.Dispose();
        _connections.Dispose();
    }

    private ScoredLead ReadLead(NpgsqlBinaryExporter row)
    {
        var email = row.Read<string>(NpgsqlDbType.Text);
        var origin = LeadOrigin.Of(email, _row.Text(row), Terms.Read<Channel>(_row.Text(row)!));
        var stage = Terms.Read<Stage>(_row.Text(row)!);
        var after = OrNull(row);
        var own = HeldFacts.Read(row.Read<byte[]>(NpgsqlDbType.Text));
        var account = RowReader.OrNull<Guid>(row, NpgsqlDbType.Uuid);
        var shared = OrNothing(row);
        return new(
            ScoredFacts.Of(
                origin,
                own,
                account is { } known && shared is not null ? AccountFacts(known, shared) : null
            ),
            stage,
            after,
            OrNull(row),
            row.Read<bool>(NpgsqlDbType.Boolean)
        );
    }

    // The leads of an account often come together.
    private Dictionary<string, string> AccountFacts(Guid account, byte[] json)
    {
        if (_accounts.TryGetValue(account, out var known))
        {
            return known;
        }
        if (_accounts.Count >= AccountsKept)
        {
            _accounts.Clear();
        }
        return _accounts[account] = HeldFacts.Read(json);
    }

    private static byte[]? OrNothing(NpgsqlBinaryExporter row)
    {
        if (!row.IsNull)
        {
            return row.Read<byte[]>(NpgsqlDbType.Text);
        }
        row.Skip();
        return null;
    }

    private static DateTimeOffset? OrNull(NpgsqlBinaryExporter row) =>
        RowReader.OrNull<DateTime>(row, NpgsqlDbType.TimestampTz) is { } at ? new DateTimeOffset(at) : null;
}
