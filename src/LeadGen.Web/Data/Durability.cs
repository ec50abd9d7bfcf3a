using Npgsql;

namespace LeadGen.Web.Data;

/// <summary>An answer of success says that it is on disk. Postgres keeps that promise unless somebody told it not to.</summary>
public static partial class Durability
{
    private static readonly string[] Kept = ["fsync", "synchronous_commit", "full_page_writes"];

    /// <summary>Looked at by each start. It goes on: whoever runs it may know why, and is told what they risk.</summary>
    public static async Task WarnOfLossAsync(this IServiceProvider services, CancellationToken cancel = default)
    {
        await using var command = services
            .GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select name from pg_settings where name = any($1) and setting = 'off' order by name");
        command.Parameters.Add(new() { Value = Kept });
        await using var off = await command.ExecuteReaderAsync(cancel);
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Durability).FullName!);
        while (await off.ReadAsync(cancel))
        {
            LogOff(log, off.GetString(0));
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Setting} of Postgres is off: what was acknowledged can be lost when it or the machine stops. Set it on"
    )]
    private static partial void LogOff(ILogger log, string setting);
}
