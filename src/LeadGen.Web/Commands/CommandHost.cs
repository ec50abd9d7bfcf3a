using LeadGen.Postgres;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Commands;

/// <summary>The app's services for the length of one command, on a migrated database unless it is not wanted, without serving anything.</summary>
public static class CommandHost
{
    /// <summary>Whoever has a shell on the server, for the audit log.</summary>
    internal static AuditActor Actor(string command) => new(ActorKind.CommandLine, null, command, command, null);

    /// <returns>The exit code: what <paramref name="work"/> says, or 1 with one message.</returns>
    public static async Task<int> RunAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> work,
        CancellationToken cancel,
        bool migrates = true
    )
    {
        try
        {
            var builder = WebApplication.CreateBuilder();
            await using var postgres = await builder.UsePostgresAsync(cancel);
            builder.AddLeadGen();
            await using var app = builder.Build();
            if (migrates)
            {
                await app.Services.MigrateAsync(cancel);
            }

            await using var scope = app.Services.CreateAsyncScope();
            return await work(scope.ServiceProvider, cancel);
        }
        catch (Exception e) when (e is EmbeddedPostgresException or Npgsql.NpgsqlException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
