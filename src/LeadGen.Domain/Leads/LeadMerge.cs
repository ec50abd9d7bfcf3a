using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Leads;

/// <summary>
/// Two leads that are found to be one person. Each keeps what it knows and what it did; the survivor shows what all of them know and
/// stands where the person stands. A merged lead goes on learning what comes by its own addresses, so that it can be itself again.
/// </summary>
public sealed partial class Lead
{
    /// <summary>The lead that this one was found to be, itself merged into none; null where it stands for itself.</summary>
    public Guid? MergedInto { get; private set; }

    /// <summary>What it is apart from those that were merged into it; null where none were.</summary>
    public LeadOwn? Own { get; private set; }

    /// <summary>What it knows apart from those.</summary>
    public IReadOnlyDictionary<string, Fact> OwnFacts => Own?.Facts ?? Facts;

    /// <summary>Its account apart from those: only to that one it tells what it knows of the company.</summary>
    public Guid? OwnAccountId => Own is { } own ? own.Standing.AccountId : AccountId;

    /// <summary>The other is found to be this person.</summary>
    /// <param name="parts">All that are merged into this lead from now on: those before, the other, and those merged into the other.</param>
    /// <exception cref="DomainException">It is the same lead, or one of them is merged already.</exception>
    public void TakeIn(Lead other, IReadOnlyCollection<Lead> parts, DateTimeOffset now)
    {
        if (other.Id == Id)
        {
            throw new DomainException("A lead cannot be merged with itself. Choose another.");
        }

        if (MergedInto is not null || other.MergedInto is not null)
        {
            throw new DomainException("One of the two has been merged already. Look at them again.");
        }

        var own = Own?.Settled(Standing()) ?? OfItself();
        Own = own with { Merged = [.. own.Merged, MergedStanding.Of(other)] };
        other.MergedInto = Id;
        Stand();
        Know(parts, now);
        UpdatedAt = now;
    }

    /// <summary>The other was somebody else after all.</summary>
    /// <param name="parts">All that stay merged into this lead.</param>
    /// <param name="others">All that stay merged into the other.</param>
    /// <param name="keepsEmail">False where the address that this lead is written to came with the other.</param>
    /// <exception cref="DomainException">It was not merged into this one by itself.</exception>
    public void LetGo(
        Lead other,
        IReadOnlyCollection<Lead> parts,
        IReadOnlyCollection<Lead> others,
        bool keepsEmail,
        DateTimeOffset now
    )
    {
        if (Own is null || Own.Merged.All(part => part.LeadId != other.Id))
        {
            throw new DomainException("It is not merged into this lead any more. Look at them again.");
        }

        var own = Own.Settled(Standing());
        Own = own with { Merged = [.. own.Merged.Where(part => part.LeadId != other.Id)] };
        Email = keepsEmail ? Email : own.Email;
        other.MergedInto = null;
        Stand();
        Know(parts, now);
        other.Know(others, now);
        Own = Own.Merged.Count > 0 ? Own : null;
        (UpdatedAt, other.UpdatedAt) = (now, now);
    }

    /// <summary>Takes over what those know by now that are merged into it, whoever told them.</summary>
    public void Know(IReadOnlyCollection<Lead> parts, DateTimeOffset now)
    {
        if (Own is not { } own)
        {
            return;
        }

        var facts = parts.Select(part => part.OwnFacts).Aggregate(own.Facts, Fact.Join);
        if (!facts.OrderBy(fact => fact.Key).SequenceEqual(Facts.OrderBy(fact => fact.Key)))
        {
            (Facts, UpdatedAt) = (facts, now);
        }

        FirstTouch = parts
            .Select(part => part.Own is { } one ? one.FirstTouch : part.FirstTouch)
            .Aggregate(own.FirstTouch, Touches.Earlier);
        LastTouch = parts
            .Select(part => part.Own is { } one ? one.LastTouch : part.LastTouch)
            .Aggregate(own.LastTouch, Touches.Later);
    }

    /// <summary>Another of its addresses is the one to write to from now on.</summary>
    /// <param name="isOwn">False where the address came with a lead that was merged into it.</param>
    public void CalledBy(EmailAddress email, bool isOwn, DateTimeOffset now)
    {
        (Email, UpdatedAt) = (email.Value, now);
        if (Own is { } own && isOwn)
        {
            Own = own with { Email = email.Value };
        }
    }

    /// <summary>Staff say for which company it works; null for none that is known.</summary>
    public void WorksFor(Guid? accountId, DateTimeOffset now)
    {
        if (AccountId != accountId)
        {
            (AccountId, UpdatedAt) = (accountId, now);
            Own = Own?.Settled(Standing());
        }
    }

    private LeadOwn OfItself() => new(Email, Channel, Facts, FirstTouch, LastTouch, Standing(), Standing(), []);

    private Standing Standing() => new(Stage, AccountId, OwnerId, CountsAfter, CustomerSince);

    private void Stand()
    {
        var together = Own!.Together();
        Own = Own with { Given = together };
        (Stage, AccountId, OwnerId) = (together.Stage, together.AccountId, together.OwnerId);
        (CountsAfter, CustomerSince) = (together.CountsAfter, together.CustomerSince);
        Channel = Own.ChannelOf(CreatedAt);
    }
}
