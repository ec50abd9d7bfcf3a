namespace LeadGen.Web.Data;

/// <summary>A sentence of what staff deleted as spam. Nothing of it is kept but this id, which is made of it.</summary>
public sealed class DeletedText
{
    public required Guid Id { get; init; }
    public required DateTimeOffset DeletedAt { get; init; }
}
