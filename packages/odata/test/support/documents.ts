/** A small V4 service that uses what CSDL has: aliases, inheritance, annotations inside and apart, overloads, names. */
export const SHOP_V4 = `<?xml version="1.0" encoding="UTF-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:Reference Uri="core.xml"><edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/></edmx:Reference>
  <edmx:DataServices>
    <Schema Namespace="Shop" Alias="S" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <Term Name="Nothing" Type="Edm.String"/>
      <EntityType Name="Item" BaseType="S.Base" OpenType="true" HasStream="true">
        <Property Name="Name" Type="Edm.String" Nullable="false" MaxLength="80">
          <Annotation Term="Core.Description" String="What it is called */ alert(1)"/>
        </Property>
        <Property Name="Price" Type="Edm.Decimal" Precision="9" Scale="2"/>
        <Property Name="Color" Type="S.Color"/>
        <Property Name="Rights" Type="Shop.Rights" Nullable="false"/>
        <Property Name="Homes" Type="Collection(S.Address)"/>
        <Property Name="Weight" Type="S.Kilogram"/>
        <Property Name="photo" Type="Edm.Stream"/>
        <Property Name="default" Type="Edm.Boolean" Nullable="false"/>
        <NavigationProperty Name="Parent" Type="S.Item" Partner="Children"/>
        <NavigationProperty Name="Children" Type="Collection(S.Item)"/>
      </EntityType>
      <EntityType Name="Base" Abstract="true">
        <Key><PropertyRef Name="ID"/></Key>
        <Property Name="ID" Type="Edm.Guid" Nullable="false"/>
        <Property Name="changedAt" Type="Edm.DateTimeOffset"/>
      </EntityType>
      <EntityType Name="Товар">
        <Key><PropertyRef Name="Ссылка"/><PropertyRef Name="Линия"/></Key>
        <Property Name="Ссылка" Type="Edm.Guid" Nullable="false"/>
        <Property Name="Линия" Type="Edm.Int64" Nullable="false"/>
        <Property Name="not-safe" Type="Edm.String"/>
      </EntityType>
      <ComplexType Name="Address"><Property Name="Street" Type="Edm.String"/></ComplexType>
      <EnumType Name="Color"><Member Name="Red"/><Member Name="Green"/></EnumType>
      <EnumType Name="Rights" IsFlags="true" UnderlyingType="Edm.Int64">
        <Member Name="Read" Value="1"/><Member Name="Write" Value="9223372036854775807"/>
      </EnumType>
      <TypeDefinition Name="Kilogram" UnderlyingType="Edm.Double"/>
      <Action Name="restock" IsBound="true">
        <Parameter Name="item" Type="S.Item"/><Parameter Name="quantity" Type="Edm.Int32"/>
        <ReturnType Type="S.Item" Nullable="false"/>
      </Action>
      <Function Name="cheapest" IsBound="true">
        <Parameter Name="items" Type="Collection(S.Item)"/><ReturnType Type="S.Item"/>
      </Function>
      <Function Name="top"><Parameter Name="n" Type="Edm.Int32" Nullable="false"/><ReturnType Type="Collection(S.Item)"/></Function>
      <Function Name="top">
        <Parameter Name="n" Type="Edm.Int32" Nullable="false"/><Parameter Name="by" Type="Edm.String"/>
        <ReturnType Type="Collection(S.Item)"/>
      </Function>
      <EntityContainer Name="Container">
        <EntitySet Name="Items" EntityType="S.Item"><NavigationPropertyBinding Path="Parent" Target="Items"/></EntitySet>
        <EntitySet Name="Товары" EntityType="S.Товар"/>
        <Singleton Name="Me" Type="S.Item"/>
        <FunctionImport Name="top" Function="S.top"/>
      </EntityContainer>
      <Annotations Target="S.Base/changedAt"><Annotation Term="Core.Computed" Bool="true"/></Annotations>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
`

/** A small V2 service in two schemas: the model, and the container. */
export const SHOP_V2 = `<?xml version="1.0"?>
<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">
  <edmx:DataServices m:DataServiceVersion="2.0" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
    <Schema Namespace="M" xmlns="http://schemas.microsoft.com/ado/2008/09/edm">
      <EntityType Name="Order">
        <Key><PropertyRef Name="ID"/></Key>
        <Property Name="ID" Type="Edm.Int32" Nullable="false"/>
        <Property Name="class" Type="Edm.String"/>
        <NavigationProperty Name="Lines" Relationship="M.Order_Lines" FromRole="Order" ToRole="Line"/>
      </EntityType>
      <EntityType Name="Line">
        <Key><PropertyRef Name="OrderID"/><PropertyRef Name="Pos"/></Key>
        <Property Name="OrderID" Type="Edm.Int32" Nullable="false"/>
        <Property Name="Pos" Type="Edm.Int64" Nullable="false"/>
        <NavigationProperty Name="Order" Relationship="M.Order_Lines" FromRole="Line" ToRole="Order"/>
      </EntityType>
      <Association Name="Order_Lines">
        <End Role="Order" Type="M.Order" Multiplicity="1"/><End Role="Line" Type="M.Line" Multiplicity="*"/>
        <ReferentialConstraint>
          <Principal Role="Order"><PropertyRef Name="ID"/></Principal>
          <Dependent Role="Line"><PropertyRef Name="OrderID"/></Dependent>
        </ReferentialConstraint>
      </Association>
    </Schema>
    <Schema Namespace="Container" xmlns="http://schemas.microsoft.com/ado/2008/09/edm">
      <EntityContainer Name="C" m:IsDefaultEntityContainer="true">
        <EntitySet Name="Orders" EntityType="M.Order"/>
        <EntitySet Name="Lines" EntityType="M.Line"/>
        <AssociationSet Name="A" Association="M.Order_Lines">
          <End Role="Order" EntitySet="Orders"/><End Role="Line" EntitySet="Lines"/>
        </AssociationSet>
        <FunctionImport Name="Open" ReturnType="Collection(M.Order)" EntitySet="Orders" m:HttpMethod="GET"/>
        <FunctionImport Name="Close" m:HttpMethod="POST"><Parameter Name="ID" Type="Edm.Int32" Mode="In"/></FunctionImport>
      </EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
`
