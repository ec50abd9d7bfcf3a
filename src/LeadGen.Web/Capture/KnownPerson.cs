using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Web.Data;
using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Capture;

/// <summary>What is known of an address: its lead and the account of its domain. Null where there is none.</summary>
/// <param name="LeadId">The one that keeps what comes by the address; it may be merged into another.</param>
internal sealed record KnownPerson(Guid? LeadId, Guid? AccountId)
{
    private const string Sql = """
        select (select coalesce(came_with, lead_id) from leadgen.lead_identities where email = $1),
               (select id from leadgen.accounts where domain = $2)
        """;

    /// <summary>In one round trip, in the transaction of the connection where it has one.</summary>
    /// <param name="domain">Of the address, where it is a company's.</param>
    public static async Task<KnownPerson> ReadAsync(
        NpgsqlConnection connection,
        EmailAddress email,
        string? domain,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            CommandTimeout = (int)DatabaseAway.Patience.TotalSeconds,
            Parameters =
            {
                new() { Value = email.Key },
                DomainOf(domain),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new KnownPerson(IdAt(reader, 0), IdAt(reader, 1));
    }

    /// <summary>
    /// Ends the batch with <see cref="PostgresErrorCodes.DivisionByZero"/>, before it writes anything, where the person is known or the
    /// account is not that of their domain any more. The message tells nothing of the person, other than that of a unique key.
    /// </summary>
    public static void RefuseInto(NpgsqlBatch batch, EmailAddress email, string? domain, Guid? accountId) =>
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                select 1 / (case when exists (select from leadgen.lead_identities where email = $1)
                    or $2 is not null and not exists (select from leadgen.accounts where id = $2 and domain = $3) then 0 else 1 end)
                """
            )
            {
                Parameters =
                {
                    new() { Value = email.Key },
                    new() { Value = (object?)accountId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                    DomainOf(domain),
                },
            }
        );

    private static NpgsqlParameter DomainOf(string? domain) =>
        new() { Value = (object?)domain ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static Guid? IdAt(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetGuid(column);
}
