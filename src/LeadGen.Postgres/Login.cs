using Npgsql;

namespace LeadGen.Postgres;

/// <summary>The way into a running server: its owner, who has the password.</summary>
internal sealed class Login(ServerFolder folder)
{
    /// <summary>Makes the database if it is not there, and answers the connection string that leads to it.</summary>
    /// <exception cref="NpgsqlException">Transient where the server is about to stop, or to come back after a crash.</exception>
    public async Task<string> ToAsync(string database, int port, CancellationToken cancel)
    {
        if (!File.Exists(folder.PasswordFile))
        {
            throw new EmbeddedPostgresException(
                $"The password of the database is gone: {folder.PasswordFile}. docs/database.md says how to set a new one."
            );
        }

        var target = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Cluster.Owner,
            Password = await File.ReadAllTextAsync(folder.PasswordFile, cancel),
            Database = "postgres",
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            RequireAuth = "ScramSHA256",
            Pooling = false,
        };
        await using (var connection = new NpgsqlConnection(target.ConnectionString))
        {
            await connection.OpenAsync(cancel);
            await MakeAsync(database, connection, cancel);
        }

        (target.Database, target.Pooling) = (database, true);
        return target.ConnectionString;
    }

    private static async Task MakeAsync(string database, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection);
        find.Parameters.Add(new() { Value = database });
        if (await find.ExecuteScalarAsync(cancel) is null)
        {
            var name = database.Replace("\"", "\"\"", StringComparison.Ordinal);
            await using var make = new NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
            await make.ExecuteNonQueryAsync(cancel);
        }
    }
}
