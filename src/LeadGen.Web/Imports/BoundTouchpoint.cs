using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;

namespace LeadGen.Web.Imports;

/// <summary>A <see cref="MapTouchpoint"/> that has found its columns in the header.</summary>
/// <param name="offers">The slugs there are.</param>
internal sealed class BoundTouchpoint(MapTouchpoint map, Binder bind, IReadOnlySet<string> offers)
{
    private readonly BoundValue? _when = bind.Value(map.When);
    private readonly BoundInstant? _occurredAt = bind.Instant(map.OccurredAt);
    private readonly BoundValue? _offer = bind.Value(map.Offer);
    private readonly BoundValue? _path = bind.Value(map.Path);
    private readonly KeyValuePair<string, BoundValue>[] _properties =
    [
        .. map.Properties.Select(property => KeyValuePair.Create(property.Key, bind.Value(property.Value)!)),
    ];

    /// <summary>Without a lead, and recorded when it occurred, until it is; null where the row tells of none.</summary>
    public Touchpoint? Read(RowTold told)
    {
        if (_when is not null && told.Read(_when) is null)
        {
            return null;
        }

        var at = told.Read(_occurredAt);
        return new Touchpoint
        {
            Id = StableId.Of([.. told.Id, "touchpoint", map.Key ?? map.Kind]),
            Kind = map.Kind,
            OccurredAt = at,
            RecordedAt = at,
            Offer = OfferOf(told),
            Path = CleanText.Bounded(told.Read(_path), Touchpoint.PathMaxLength),
            Channel = told.Touch.Channel,
            Source = told.Touch.Source,
            Properties = PropertiesOf(told),
        };
    }

    private string? OfferOf(RowTold told)
    {
        var offer = told.Read(_offer);
        if (offer is not null && !offers.Contains(offer))
        {
            told.Errors.Add($"There is no offer '{RowReader.Shown(offer)}': make it first, or leave it out");
        }

        return offer;
    }

    private Dictionary<string, string> PropertiesOf(RowTold told)
    {
        var properties = new Dictionary<string, string>(_properties.Length);
        foreach (var (name, value) in _properties)
        {
            var (clean, error) = CleanText.Note(told.Read(value), Touchpoint.PropertyValueMaxLength, name);
            if (error is not null)
            {
                told.Errors.Add(error);
            }
            else if (clean is not null)
            {
                properties[name] = clean;
            }
        }

        return properties;
    }
}
