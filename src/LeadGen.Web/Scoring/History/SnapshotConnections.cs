using System.Data;
using Npgsql;

namespace LeadGen.Web.Scoring.History;

/// <summary>Several connections that see the database as of one moment.</summary>
internal sealed class SnapshotConnections : IDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly List<IDisposable> _open = [];
    private readonly NpgsqlConnection _first;
    private readonly string _snapshot;

    public SnapshotConnections(NpgsqlDataSource source)
    {
        _source = source;
        _first = Open();
        using var command = _first.CreateCommand();
        command.CommandText = "select pg_export_snapshot()";
        _snapshot = (string)command.ExecuteScalar()!;
    }

    /// <summary>The rows of a query, on a connection of their own.</summary>
    public NpgsqlBinaryExporter Copy(string sql)
    {
        var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"set transaction snapshot '{_snapshot}'";
        command.ExecuteNonQuery();
        return connection.BeginBinaryExport($"copy ({sql}) to stdout (format binary)");
    }

    /// <summary>The same on the connection that took the snapshot: one after the other, each read to its end.</summary>
    public NpgsqlBinaryExporter CopyFirst(string sql) =>
        _first.BeginBinaryExport($"copy ({sql}) to stdout (format binary)");

    public void Dispose()
    {
        foreach (var one in _open.AsEnumerable().Reverse())
        {
            one.Dispose();
        }
    }

    private NpgsqlConnection Open()
    {
        var connection = _source.OpenConnection();
        _open.Add(connection);
        _open.Add(connection.BeginTransaction(IsolationLevel.RepeatableRead));
        return connection;
    }
}
