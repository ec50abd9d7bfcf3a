namespace LeadGen.Domain.Capture;

/// <summary>What a visitor says at the gate that they want next. Contact and question are hand-raises.</summary>
public enum NextStep
{
    Content,
    Contact,
    Question,
}
