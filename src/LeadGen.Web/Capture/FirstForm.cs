using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Web.Data;
using Npgsql;

namespace LeadGen.Web.Capture;

/// <summary>
/// The first form of somebody new, in two round trips: one looks, the other stores every row in one batch, which Postgres takes
/// whole or not at all. Most forms are of this kind, and a campaign brings them all at once.
/// </summary>
public sealed class FirstForm(NpgsqlDataSource source, TimeProvider time)
{
    private const string Known = """
        select (select lead_id from leadgen.lead_identities where email = $1),
               (select id from leadgen.accounts where domain = $2)
        """;

    /// <returns>
    /// Null where it stored nothing, for the long way to find out: the form has no key by which a repeat would show, the person is
    /// known, or somebody else made the same lead, account or submission in this moment.
    /// </returns>
    public async Task<FormTaken?> TakeAsync(FilledForm form, string hash)
    {
        if (form.Key is null)
        {
            return null;
        }

        await using var connection = await source.OpenConnectionAsync();
        var arrived = ArrivedForm.Of(form, hash, time.GetUtcNow());
        var domain = EmailKinds.BusinessDomain(form.Answers.Email);
        var (isKnown, accountId) = await LookAsync(connection, form.Answers.Email.Key, domain);
        if (isKnown)
        {
            return null;
        }

        await using var batch = connection.CreateBatch();
        if (accountId is null && domain is not null)
        {
            var account = Account.Of(Guid.CreateVersion7(arrived.Lead.Now), domain, arrived.Lead.Now);
            Tables.Accounts.InsertInto(batch, account);
            accountId = account.Id;
        }

        Fill(batch, arrived, accountId);
        try
        {
            await batch.ExecuteNonQueryAsync();
            return new FormTaken(arrived.Id, Repeated: false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    private static async Task<(bool IsKnown, Guid? AccountId)> LookAsync(
        NpgsqlConnection connection,
        string email,
        string? domain
    )
    {
        await using var command = new NpgsqlCommand(Known, connection)
        {
            Parameters =
            {
                new() { Value = email },
                new() { Value = (object?)domain ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            },
        };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (!reader.IsDBNull(0), reader.IsDBNull(1) ? null : reader.GetGuid(1));
    }

    private static void Fill(NpgsqlBatch batch, ArrivedForm arrived, Guid? accountId)
    {
        var lead = LeadIntake.New(arrived.Lead, accountId);
        var change = LeadIntake.Teach(lead, arrived.Lead).Change;
        // The address first: of two who make one lead, the one who is late writes nothing else.
        Tables.Identities.InsertInto(batch, new LeadIdentity(arrived.Lead.Email.Key, lead.Id));
        Tables.Leads.InsertInto(batch, lead);
        if (change is not null)
        {
            Tables.FactChanges.InsertInto(batch, change);
        }

        Tables.Submissions.InsertInto(batch, arrived.Submission(lead.Id));
        foreach (var touchpoint in arrived.Touchpoints(lead.Id))
        {
            Tables.Touchpoints.InsertInto(batch, touchpoint);
        }

        if (arrived.Consent(lead.Id) is { } consent)
        {
            Tables.Consents.InsertInto(batch, consent);
        }

        Tables.RescoreRequests.InsertInto(batch, arrived.Request(lead.Id));
    }
}
