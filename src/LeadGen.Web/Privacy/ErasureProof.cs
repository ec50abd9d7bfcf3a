using LeadGen.Domain.Capture;
using LeadGen.Web.Data.Consents;
using Npgsql;

namespace LeadGen.Web.Privacy;

/// <summary>Looks once more into every table that holds something of people, for whoever asks whether somebody is gone.</summary>
public sealed class ErasureProof(NpgsqlDataSource source)
{
    private static readonly string Sql = string.Join(
        " union all ",
        PersonTables
            .All.Where(table => table.Rows != PersonTables.FoundOtherwise)
            .Select(table => $"select '{table.Name}', count(*) from leadgen.{table.Name} t where {table.Rows}")
    );

    /// <summary>Addresses that belong to no lead.</summary>
    private const string Addresses = """
        select told, email from (
            select 'held_forms' as told, email from leadgen.held_forms where email is not null
            union all select 'mails', to_address from leadgen.mails where staff_id is null
            union all select 'settings', one from leadgen.settings s,
                jsonb_array_elements_text(case when s.key = 'spam' then s.value::jsonb -> 'allowed' end) one) found
        where not exists (select from leadgen.lead_identities i where i.email = lower(found.email))
        """;

    /// <summary>How many tables are looked into.</summary>
    public static int Tables { get; } =
        PersonTables
            .All.Where(table => table.Rows != PersonTables.FoundOtherwise)
            .DistinctBy(table => table.Name)
            .Count();

    /// <returns>How many rows by table, where there are any.</returns>
    public async Task<IReadOnlyDictionary<string, long>> LeftAsync(Guid leadId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = new[] { leadId } });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var left = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancel))
        {
            if (reader.GetInt64(1) is > 0 and var count)
            {
                left[reader.GetString(0)] = count;
            }
        }

        foreach (var (table, count) in await NamedAsync(leadId, cancel))
        {
            left[table] = left.GetValueOrDefault(table) + count;
        }

        return left;
    }

    /// <summary>Where an address stands that was theirs, by the hash that is kept of it. Whoever came again is somebody new.</summary>
    private async Task<Dictionary<string, long>> NamedAsync(Guid leadId, CancellationToken cancel)
    {
        var hashes = await HashesAsync(leadId, cancel);
        var named = new Dictionary<string, long>();
        if (hashes.Count == 0)
        {
            return named;
        }

        await using var command = source.CreateCommand(Addresses);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (
                EmailAddress.TryParse(reader.GetString(1), out var address)
                && hashes.Contains(Tombstone.Of(address.Key))
            )
            {
                named[reader.GetString(0)] = named.GetValueOrDefault(reader.GetString(0)) + 1;
            }
        }

        return named;
    }

    /// <summary>They were kept in the transaction of the erasure, at its instant.</summary>
    private async Task<HashSet<Guid>> HashesAsync(Guid leadId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select t.id from leadgen.erasures e join leadgen.tombstones t on t.at = e.at where e.lead_id = $1"
        );
        command.Parameters.Add(new() { Value = leadId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var hashes = new HashSet<Guid>();
        while (await reader.ReadAsync(cancel))
        {
            hashes.Add(reader.GetGuid(0));
        }

        return hashes;
    }
}
