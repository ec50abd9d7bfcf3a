using System.Collections.Concurrent;
using LeadGen.Domain.Leads;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Webhooks;
using LeadGen.Web.Operations;
using Npgsql;

namespace LeadGen.Web.Capture;

/// <summary>
/// The first form of somebody new, in one round trip: every row in one batch, which Postgres takes whole or not at all. Where the account
/// of a company was not seen lately, another looks for it before. Most forms are of this kind, and a campaign brings them all at once.
/// </summary>
public sealed class FirstForm(
    [FromKeyedServices(DataSetup.ForForms)] NpgsqlDataSource source,
    VisitorTokens tokens,
    PersonTokens persons,
    MailDomains domains,
    TimeProvider time
) : IDisposable
{
    private const int AccountsMax = 20_000;

    /// <summary>More at a time would not be faster: they would only take turns, and keep the scorer from its own.</summary>
    private readonly SemaphoreSlim _atOnce = new(DataSetup.FormsAtOnce);

    /// <summary>Seen lately, by domain. That it is still so is asked with each form.</summary>
    private readonly ConcurrentDictionary<string, Guid> _accounts = new(StringComparer.Ordinal);

    /// <returns>
    /// Null where it stored nothing, for the long way to find out: the form has no key by which a repeat would show, its browser is
    /// known and may have a past, the person is known, or somebody else made the same lead, account or submission in this moment.
    /// </returns>
    public async Task<FormTaken?> TakeAsync(FilledForm form, string hash)
    {
        if (form.Key is null || form.VisitorId is not null)
        {
            return null;
        }

        if (!await _atOnce.WaitAsync(DatabaseAway.Patience))
        {
            throw DatabaseAway.TookTooLong();
        }

        try
        {
            return await StoreAsync(form, hash);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    public void Dispose() => _atOnce.Dispose();

    private async Task<FormTaken?> StoreAsync(FilledForm form, string hash)
    {
        // Before there is a connection: who holds one waits for no other.
        var domain = (await domains.CurrentAsync(CancellationToken.None)).BusinessOf(form.Answers.Email);
        await using var connection = await source.OpenConnectionAsync();
        var arrived = ArrivedForm.Of(form, hash, time.GetUtcNow());
        var email = form.Answers.Email;
        var accountId = domain is not null && _accounts.TryGetValue(domain, out var seen) ? seen : (Guid?)null;
        if (domain is not null && accountId is null)
        {
            var known = await KnownPerson.ReadAsync(connection, email, domain, CancellationToken.None);
            if (known.LeadId is not null)
            {
                return null;
            }

            accountId = known.AccountId;
        }

        var account =
            domain is not null && accountId is null
                ? Account.Of(Guid.CreateVersion7(arrived.At), domain, arrived.At)
                : null;
        await using var batch = connection.CreateBatch();
        batch.Timeout = (int)DatabaseAway.Patience.TotalSeconds;
        KnownPerson.RefuseInto(batch, email, domain, accountId);
        Fill(batch, arrived, accountId, account);
        try
        {
            await batch.ExecuteNonQueryAsync();
            Remember(domain, accountId ?? account?.Id);
            return new FormTaken(arrived.Id, Repeated: false);
        }
        catch (PostgresException e)
            when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DivisionByZero)
        {
            Remember(domain, null);
            return null;
        }
    }

    private void Remember(string? domain, Guid? accountId)
    {
        if (domain is null)
        {
            return;
        }

        if (accountId is not { } id)
        {
            _accounts.TryRemove(domain, out _);
        }
        else if (_accounts.TryAdd(domain, id) && _accounts.Count > AccountsMax)
        {
            _accounts.Clear();
        }
    }

    private void Fill(NpgsqlBatch batch, ArrivedForm arrived, Guid? accountId, Account? account)
    {
        var lead = LeadIntake.New(arrived.Lead, accountId ?? account?.Id);
        var change = LeadIntake.Teach(lead, arrived.Lead).Change;
        // The address first: of two who make one lead, the one who is late writes nothing else.
        Tables.Identities.InsertInto(batch, new LeadIdentity(arrived.Lead.Email.Key, lead.Id));
        if (account is not null)
        {
            // It knows from the start what its first lead knows, which the scorer would teach it else.
            account.LearnFrom(lead, arrived.Lead.Now);
            Tables.Accounts.InsertInto(batch, account);
        }

        Tables.ToldLeads.InsertInto(batch, lead);
        var told = EventDraft.Of(lead).Numbered(1);
        Tables.Events.InsertInto(batch, told);
        WebhookQueue.TellInto(batch, told);
        if (change is not null)
        {
            Tables.FactChanges.InsertInto(batch, change);
        }

        Tables.Submissions.InsertInto(batch, arrived.Submission(lead.Id));
        foreach (var touchpoint in arrived.Touchpoints(lead.Id))
        {
            Tables.Touchpoints.InsertInto(batch, touchpoint);
        }

        foreach (var consent in arrived.Consents(lead.Id))
        {
            Tables.Consents.InsertInto(batch, consent);
        }

        if (arrived.Handout(lead.Id) is { } asked)
        {
            Tables.Handouts.InsertInto(batch, asked);
        }

        if (arrived.Mail(lead.Id, tokens) is { } mail)
        {
            Tables.Mails.InsertInto(batch, mail);
        }

        if (arrived.Confirmation(lead.Id, persons) is { } confirmation)
        {
            Tables.Mails.InsertInto(batch, confirmation);
        }

        Tables.RescoreRequests.InsertInto(batch, arrived.Request(lead.Id));
    }
}
