namespace LeadGen.Domain.Offers;

/// <summary>What a test must keep to before it can begin. Messages are by field and say what to do.</summary>
public static class OfferTestRules
{
    public const int VariantsMin = 2;
    public const int VariantsMax = 4;
    public const int ShareMin = 5;

    public const string ManyMessage = "Remove one first: a test compares four variants at most";

    /// <summary>Of a share the field is <c>share.</c> and the id of the variant, of a variant as a whole <c>variant.</c> and its id.</summary>
    public static IReadOnlyDictionary<string, string> Check(OfferTest test, Offer offer, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string>(test.Plan.Check(), StringComparer.Ordinal);
        foreach (var (field, message) in Shares(test.Variants))
        {
            errors[field] = message;
        }

        if (!offer.IsPublished(now))
        {
            errors[""] = "Publish the offer first: nobody sees its page yet";
        }

        if (test.Variants.Count < VariantsMin)
        {
            errors[""] = "Add a variant: one alone is compared with nothing";
        }

        foreach (var variant in test.Others)
        {
            if (!variant.IsOther())
            {
                errors["variant." + variant.Id] = $"Give “{variant.Name}” words or a form of its own";
            }
            else if (Of(variant, offer).Values.FirstOrDefault() is { } message)
            {
                errors["variant." + variant.Id] = $"“{variant.Name}”: {message}";
            }
        }

        return errors;
    }

    /// <summary>What is wrong with one variant, by its field.</summary>
    public static IReadOnlyDictionary<string, string> Of(OfferVariant variant, Offer offer)
    {
        var errors = new Dictionary<string, string>(
            OfferRules.Check(variant.In(offer.Content)),
            StringComparer.Ordinal
        );
        if (string.IsNullOrWhiteSpace(variant.Name))
        {
            errors["name"] = "Give it a name by which you tell it from the others";
        }
        else if (variant.Name.Length > OfferVariant.NameMaxLength)
        {
            errors["name"] = $"Shorten the name to {OfferVariant.NameMaxLength} characters or fewer";
        }
        else if (variant.Name.Any(char.IsControl))
        {
            errors["name"] = "Write the name in one line";
        }

        return errors;
    }

    /// <summary>By the field of each share.</summary>
    public static IReadOnlyDictionary<string, string> Shares(IReadOnlyList<OfferVariant> variants)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variant in variants.Where(one => one.Share is < ShareMin or > 100 - ShareMin))
        {
            errors["share." + variant.Id] = $"Enter a whole number from {ShareMin} to {100 - ShareMin}";
        }

        var sum = variants.Sum(variant => (long)variant.Share);
        if (errors.Count == 0 && sum != 100)
        {
            errors["share." + variants[0].Id] = $"Together the shares must be 100 %; they are {sum} %";
        }

        return errors;
    }
}
