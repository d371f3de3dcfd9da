using System.Reflection;
using System.Reflection.Emit;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// Which types of its own assembly a type needs, as the compiled code says: base types, signatures, attributes, and
/// whatever the bodies of its methods name.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    /// <summary>The types that the type refers to, itself left out.</summary>
    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(found, type.BaseType);
        foreach (var one in type.GetInterfaces())
            Add(found, one);
        AddAttributes(found, type);
        foreach (var member in type.GetMembers(Everything))
        {
            AddAttributes(found, member);
            AddSignature(found, member);
            if (member is MethodBase method)
                AddBody(found, method);
        }

        found.RemoveWhere(other => other.Assembly != type.Assembly || other == type);
        return found;
    }

    private static void AddAttributes(HashSet<Type> found, MemberInfo member)
    {
        foreach (var attribute in member.CustomAttributes)
        {
            Add(found, attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments)
                Add(found, argument.Value as Type);
        }
    }

    private static void AddSignature(HashSet<Type> found, MemberInfo member)
    {
        switch (member)
        {
            case Type nested:
                Add(found, nested);
                break;
            case FieldInfo field:
                Add(found, field.FieldType);
                break;
            case MethodBase method:
                Add(found, (method as MethodInfo)?.ReturnType);
                foreach (var parameter in method.GetParameters())
                    Add(found, parameter.ParameterType);
                break;
        }
    }

    private static void AddBody(HashSet<Type> found, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            return;
        foreach (var local in body.LocalVariables)
            Add(found, local.LocalType);
        foreach (var clause in body.ExceptionHandlingClauses)
        {
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause)
                Add(found, clause.CatchType);
        }

        foreach (var token in Tokens(body.GetILAsByteArray()!))
            AddMember(found, Resolve(method, token));
    }

    private static void AddMember(HashSet<Type> found, MemberInfo? member)
    {
        if (member is null)
            return;
        Add(found, member as Type ?? member.DeclaringType);
        if (member is not Type)
            AddSignature(found, member);
        if (member is MethodInfo { IsGenericMethod: true } generic)
        {
            foreach (var argument in generic.GetGenericArguments())
                Add(found, argument);
        }
    }

    private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null);

    /// <summary>The tokens of types, fields and methods in a method's code.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        var at = 0;
        while (at < code.Length)
        {
            var value = code[at] == 0xFE ? BitConverter.ToInt16([code[at + 1], code[at]]) : code[at];
            var operation = OpCodesByValue[value];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += SizeOf(operation.OperandType, code, at);
        }
    }

    private static int SizeOf(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    /// <summary>A type without arrays, pointers and references around it, and the arguments of a generic one.</summary>
    private static void Add(HashSet<Type> found, Type? type)
    {
        while (type is { HasElementType: true })
            type = type.GetElementType();
        if (type is null || type.IsGenericParameter)
            return;
        if (type.IsConstructedGenericType)
        {
            foreach (var argument in type.GetGenericArguments())
                Add(found, argument);
            type = type.GetGenericTypeDefinition();
        }

        found.Add(type);
    }
}
