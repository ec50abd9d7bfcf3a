using Npgsql;

namespace LeadGen.Web.Scoring.History;

/// <summary>Rows of a <c>COPY … TO STDOUT</c> in order of lead, of which the lead's id is the first column; taken lead by lead.</summary>
/// <param name="read">Reads the other columns.</param>
internal sealed class CopyRows<T>(NpgsqlBinaryExporter export, Func<NpgsqlBinaryExporter, T> read) : IDisposable
{
    private Guid _lead;
    private bool _begun;
    private bool _ended;

    /// <summary>The lead of the row that comes next, or null at the end.</summary>
    public Guid? Next
    {
        get
        {
            if (!_begun)
            {
                _begun = true;
                Step();
            }
            return _ended ? null : _lead;
        }
    }

    /// <summary>Takes the row that comes next.</summary>
    public T Take()
    {
        var row = read(export);
        Step();
        return row;
    }

    /// <summary>Takes all rows of a lead. Leads come in order; those before it are passed over.</summary>
    public void TakeAll(Guid lead, List<T> rows)
    {
        while (Next is { } next && next.CompareTo(lead) is var place && place <= 0)
        {
            var row = Take();
            if (place == 0)
            {
                rows.Add(row);
            }
        }
    }

    public void Dispose() => export.Dispose();

    private void Step()
    {
        if (export.StartRow() < 0)
        {
            _ended = true;
            return;
        }
        _lead = export.Read<Guid>();
    }
}
