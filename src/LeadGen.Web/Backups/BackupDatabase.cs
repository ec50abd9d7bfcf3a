using LeadGen.Postgres;
using LeadGen.Web.Data;
using Npgsql;

namespace LeadGen.Web.Backups;

/// <summary>The database that is backed up or restored into, seen past the app: it may have no schema yet, or an older one.</summary>
public sealed class BackupDatabase(IConfiguration configuration)
{
    public NpgsqlConnectionStringBuilder Target { get; } =
        new(configuration.GetConnectionString(DataSetup.ConnectionName)) { Pooling = false };

    public async Task<PostgresTools> ToolsAsync(int serverMajor, CancellationToken cancel)
    {
        try
        {
            return await PostgresTools.FindAsync(serverMajor, cancel);
        }
        catch (PostgresToolsException e)
        {
            throw new BackupException(e.Message, e);
        }
    }

    public async Task<BackupTarget> LookAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Target.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(
            $"""
            select
                exists (select from pg_tables where schemaname = '{LeadGenDbContext.Schema}'),
                (select count(*)::int from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend')
            """,
            connection
        );
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new BackupTarget(connection.PostgreSqlVersion.Major, row.GetBoolean(0), row.GetInt32(1));
    }
}

/// <param name="Others">How many other connections it has.</param>
public sealed record BackupTarget(int Postgres, bool HasTables, int Others);
