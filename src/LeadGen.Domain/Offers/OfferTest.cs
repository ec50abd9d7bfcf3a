namespace LeadGen.Domain.Offers;

public enum TestState
{
    Draft,
    Running,
    Stopped,
}

/// <summary>
/// An A/B test of an offer: variants of its page that are shown at the same time, to find out by which more come to sales. Once it runs
/// nothing of it changes any more; it is stopped, and another may follow.
/// </summary>
public sealed class OfferTest
{
    private OfferTest() { }

    public Guid Id { get; private init; }
    public Guid OfferId { get; private init; }
    public TestState State { get; private set; }

    /// <summary>The control first.</summary>
    public IReadOnlyList<OfferVariant> Variants { get; private set; } = [];
    public TestPlan Plan { get; private set; } = TestPlan.Usual;
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>The version of the offer when it began; a later one means that the control is no longer what it was.</summary>
    public int? OfferVersion { get; private set; }

    /// <summary>The variant that became the offer.</summary>
    public Guid? AdoptedId { get; private set; }

    /// <summary>Raised by each change: that is how caches notice one.</summary>
    public int Version { get; private set; }

    public OfferVariant Control => Variants[0];

    /// <summary>Those that are compared with the control.</summary>
    public IEnumerable<OfferVariant> Others => Variants.Skip(1);

    /// <summary>A draft of two, half and half.</summary>
    public static OfferTest Create(Guid offer, TestPlan plan, DateTimeOffset now)
    {
        var test = new OfferTest
        {
            Id = Guid.CreateVersion7(now),
            OfferId = offer,
            CreatedAt = now,
            Plan = plan,
            Variants = [VariantOf("As it stands", now), VariantOf("B", now)],
        };
        test.ShareEvenly();
        test.Touch(now);
        return test;
    }

    public OfferVariant? Find(Guid variant) => Variants.FirstOrDefault(one => one.Id == variant);

    /// <summary>The place of the variant that somebody is shown.</summary>
    /// <inheritdoc cref="VariantDraw.PlaceOf"/>
    public int PlaceFor(Guid unit) => VariantDraw.PlaceOf(Id, unit, [.. Variants.Select(variant => variant.Share)]);

    /// <summary>Adds one that is as the offer so far, and shares the visitors evenly.</summary>
    /// <exception cref="DomainException">It is no draft, or there are as many as there may be.</exception>
    public OfferVariant Add(DateTimeOffset now)
    {
        MustBeDraft();
        if (Variants.Count == OfferTestRules.VariantsMax)
        {
            throw new DomainException(OfferTestRules.ManyMessage);
        }

        var name = Enumerable
            .Range('B', OfferTestRules.VariantsMax)
            .Select(letter => ((char)letter).ToString())
            .First(free => Variants.All(variant => variant.Name != free));
        var added = VariantOf(name, now);
        Variants = [.. Variants, added];
        ShareEvenly();
        Touch(now);
        return added;
    }

    /// <exception cref="DomainException">It is no draft.</exception>
    public void Change(OfferVariant variant, DateTimeOffset now)
    {
        MustBeDraft();
        Variants = [.. Variants.Select(one => one.Id == variant.Id ? variant : one)];
        Touch(now);
    }

    /// <summary>Takes it out and shares the visitors evenly. The control stays.</summary>
    /// <exception cref="DomainException">It is no draft.</exception>
    public void Remove(Guid variant, DateTimeOffset now)
    {
        MustBeDraft();
        Variants = [Control, .. Others.Where(one => one.Id != variant)];
        ShareEvenly();
        Touch(now);
    }

    /// <param name="shares">In percent, in the order of the variants.</param>
    /// <exception cref="DomainException">It is no draft.</exception>
    public void Prepare(TestPlan plan, IReadOnlyList<int> shares, DateTimeOffset now)
    {
        MustBeDraft();
        Plan = plan;
        Variants = [.. Variants.Select((variant, place) => variant with { Share = shares[place] })];
        Touch(now);
    }

    /// <exception cref="DomainException">Something of <see cref="OfferTestRules"/> is missing.</exception>
    public void Start(Offer offer, DateTimeOffset now)
    {
        MustBeDraft();
        foreach (var (_, message) in OfferTestRules.Check(this, offer, now))
        {
            throw new DomainException(message);
        }

        (State, StartedAt, OfferVersion) = (TestState.Running, now, offer.Version);
        Touch(now);
    }

    /// <summary>The offer is shown as it stands again. Forms that are open still count. Stopping what is stopped changes nothing.</summary>
    public void Stop(DateTimeOffset now)
    {
        if (State == TestState.Running)
        {
            (State, StoppedAt) = (TestState.Stopped, now);
            Touch(now);
        }
    }

    /// <summary>Stops it and makes a variant the offer.</summary>
    /// <exception cref="DomainException">It has not begun, or the variant is not of it.</exception>
    public void Adopt(Guid variant, Offer offer, DateTimeOffset now)
    {
        if (State == TestState.Draft || Find(variant) is not { } adopted)
        {
            throw new DomainException("Choose a variant of a test that has begun");
        }

        Stop(now);
        AdoptedId = variant;
        Touch(now);
        if (adopted.IsOther())
        {
            offer.Change(adopted.In(offer.Content), now);
        }
    }

    private static OfferVariant VariantOf(string name, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), name, 0, VariantWords.None);

    /// <summary>What is left over goes to the control.</summary>
    private void ShareEvenly()
    {
        var each = 100 / Variants.Count;
        Variants =
        [
            .. Variants.Select(
                (variant, place) => variant with { Share = place == 0 ? 100 - (each * (Variants.Count - 1)) : each }
            ),
        ];
    }

    private void MustBeDraft()
    {
        if (State != TestState.Draft)
        {
            throw new DomainException("A test that has begun stays as it is: stop it and make another one");
        }
    }

    private void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
    }
}
