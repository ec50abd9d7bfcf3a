namespace LeadGen.Domain.Touchpoints;

/// <summary>The door through which a lead came in.</summary>
public enum Channel
{
    Form,
    Chat,
    Event,
    Phone,
    Email,
    Import,
    Api,
    Product,
    Service,
}
