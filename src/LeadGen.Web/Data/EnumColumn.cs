using LeadGen.Domain;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data;

/// <summary>Enums are stored as their terms, so that tables read like the documents.</summary>
public static class EnumColumn
{
    public const int MaxLength = 32;

    public static PropertyBuilder<T> IsTerm<T>(this PropertyBuilder<T> property)
        where T : struct, Enum =>
        property.HasConversion(value => Terms.Of(value), text => Terms.Read<T>(text)).HasMaxLength(MaxLength);

    public static PropertyBuilder<T?> IsTerm<T>(this PropertyBuilder<T?> property)
        where T : struct, Enum =>
        property
            .HasConversion(
                value => value == null ? null : Terms.Of(value.Value),
                text => text == null ? null : Terms.Read<T>(text)
            )
            .HasMaxLength(MaxLength);
}
